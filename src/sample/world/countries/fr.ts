import { cities, digits, words, type Country } from './country.ts';

export const fr: Country = {
  code: 'FR',
  language: 'fr',
  currency: 'EUR',
  given:
    words(`Camille Léa Manon Chloé Emma Inès Jade Louise Sarah Juliette Nathalie Isabelle Sylvie Catherine Valérie
    Sandrine Céline Aurélie Émilie Hélène Françoise Brigitte Amélie Océane Fatou Aminata Lucas Hugo Louis Jules Gabriel
    Arthur Nathan Théo Antoine Nicolas Julien Sébastien Frédéric Laurent Philippe Thierry Olivier Benoît François Rémi
    Karim Mamadou Yannick Loïc`),
  family:
    words(`Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia
    David Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François Martinez
    Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier
    Dumont Lopez Fontaine Chevalier Robin Diallo Traoré Benali Lemaire`),
  cities: cities(`
    Paris | Île-de-France | 750##
    Lyon | Auvergne-Rhône-Alpes | 6900#
    Marseille | Provence-Alpes-Côte d'Azur | 1300#
    Toulouse | Occitanie | 31#00
    Nice | Provence-Alpes-Côte d'Azur | 06#00
    Nantes | Pays de la Loire | 44#00
    Montpellier | Occitanie | 340##
    Strasbourg | Grand Est | 67#00
    Bordeaux | Nouvelle-Aquitaine | 33#00
    Lille | Hauts-de-France | 59#00
    Rennes | Bretagne | 35#00
    Dijon | Bourgogne-Franche-Comté | 21#00`),
  street: (name, number) => `${number} ${name}`,
  streets: [
    'rue de la République',
    'rue Victor Hugo',
    'avenue Jean Jaurès',
    'place du Marché',
    'rue des Lilas',
    'boulevard Voltaire',
    'rue Pasteur',
    'rue de la Gare',
  ],
  salons: [
    (family) => `Coiffure ${family}`,
    (family) => `Salon ${family}`,
    (family) => `Maison ${family}`,
    (family) => `Atelier ${family}`,
    (family) => `${family} Coiffeurs`,
    (family, city) => `${family} Coiffure ${city}`,
  ],
  phone: (n) => {
    // ARCEP's numbers for works of fiction; after them 01 00, which is not in use.
    const area = areas[n % areas.length] ?? '';
    const place = Math.floor(n / areas.length);
    const all = place < 10_000 ? `${area}${digits(place, 4)}` : `100${digits(n, 6)}`;
    return { international: `33${all}`, national: `0${all}`.replaceAll(/(\d\d)(?=\d)/g, '$1 ') };
  },
};

const areas = words('63998 19900 26191 35301 46571 53649');
