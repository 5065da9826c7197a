import { cities, digits, words, type Country } from './country.ts';

export const de: Country = {
  code: 'DE',
  language: 'de',
  currency: 'EUR',
  given:
    words(`Anna Lena Lea Hannah Mia Emma Sophie Julia Katharina Sabine Petra Monika Ursula Claudia Nicole Stefanie
    Melanie Anja Silke Birgit Heike Ingrid Elif Ayşe Aylin Greta Imke Wiebke Antje Jonas Lukas Leon Finn Paul Felix
    Maximilian Tobias Sebastian Stefan Andreas Thomas Michael Jürgen Wolfgang Uwe Frank Ralf Jörg Sven Mehmet Emre
    Matthias Florian Björn Torsten Holger`),
  family:
    words(`Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein
    Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann
    Köhler Maier Walter König Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Vogel Friedrich Keller
    Günther Berger Yılmaz Kaya Şahin Brandt Vos Lindner Sommer Winkler Seidel`),
  cities: cities(`
    Berlin | Berlin | 10###
    Berlin | Berlin | 12###
    Hamburg | Hamburg | 20###
    München | Bayern | 80###
    Köln | Nordrhein-Westfalen | 50###
    Düsseldorf | Nordrhein-Westfalen | 402##
    Frankfurt am Main | Hessen | 603##
    Stuttgart | Baden-Württemberg | 701##
    Leipzig | Sachsen | 041##
    Dresden | Sachsen | 010##
    Bremen | Bremen | 281##
    Hannover | Niedersachsen | 301##
    Münster | Nordrhein-Westfalen | 481##
    Freiburg | Baden-Württemberg | 791##
    Nürnberg | Bayern | 904##`),
  street: (name, number) => `${name} ${number}`,
  streets: [
    'Hauptstraße',
    'Bahnhofstraße',
    'Gartenstraße',
    'Lindenallee',
    'Schillerstraße',
    'Goethestraße',
    'Marktplatz',
    'Kirchweg',
    'Am Stadtpark',
    'Rosenweg',
  ],
  salons: [
    (family) => `Friseur ${family}`,
    (family) => `Salon ${family}`,
    (family) => `${family} Haarstudio`,
    (family) => `Haarwerk ${family}`,
    (family) => `Barbershop ${family}`,
    (family, city) => `Haarkunst ${family} ${city}`,
    (family) => `Coiffeur ${family}`,
    (family) => `${family} & Team`,
  ],
  phone: (n) => {
    // The Bundesnetzagentur's numbers for films; after them, local numbers that begin with a zero, which none does.
    const place = Math.floor(n / ranges.length);
    const [area, start] = ranges[n % ranges.length] ?? ['30', '23125'];
    const rest = place < 1_000 ? `${start}${digits(place, 3)}` : `0${digits(n, 7)}`;
    return { international: `49${area}${rest}`, national: `0${area} ${rest}` };
  },
};

const ranges = [
  ['30', '23125'],
  ['40', '66969'],
  ['69', '90009'],
  ['89', '99998'],
  ['221', '4710'],
] as const;
