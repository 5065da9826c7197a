import { cities, digits, words, type Country } from './country.ts';

export const se: Country = {
  code: 'SE',
  language: 'sv',
  currency: 'SEK',
  given:
    words(`Alva Elsa Astrid Ebba Wilma Freja Linnea Sara Karin Annika Birgitta Åsa Malin Ulrika Lars Erik Oskar Elias
    Axel Viktor Johan Mikael Anders Per Björn Gustav`),
  family:
    words(`Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Lind Lindqvist
    Lindberg Bergström Sandberg Ekström Nyström Holmberg Sjöberg Öberg`),
  cities: cities(`
    Stockholm | Stockholm | 11# ##
    Göteborg | Västra Götaland | 41# ##
    Malmö | Skåne | 21# ##
    Uppsala | Uppsala | 75# ##
    Umeå | Västerbotten | 90# ##`),
  street: (name, number) => `${name} ${number}`,
  streets: ['Storgatan', 'Kungsgatan', 'Drottninggatan', 'Kyrkogatan', 'Skolvägen'],
  salons: [
    (family) => `Salong ${family}`,
    (family) => `${family} Frisör`,
    (family) => `Studio ${family}`,
    (family, city) => `${family} Hår ${city}`,
  ],
  // No local number begins with a zero.
  phone: (n) => ({
    international: `4680${digits(n, 7)}`,
    national: `08-0${digits(n, 7).slice(0, 2)} ${digits(n, 7).slice(2, 5)} ${digits(n, 7).slice(5)}`,
  }),
};
