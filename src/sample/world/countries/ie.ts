import { cities, digits, words, type Country } from './country.ts';

export const ie: Country = {
  code: 'IE',
  language: 'en',
  currency: 'EUR',
  given:
    words(`Aoife Ciara Niamh Saoirse Róisín Sinéad Siobhán Orla Gráinne Fionnuala Emma Sarah Mary Bríd Máire Conor Seán
    Cian Oisín Patrick Darragh Eoin Liam Niall Ronan Declan Brendan Fergal Colm Kevin`),
  family:
    words(`Murphy Kelly Byrne Ryan Doyle Walsh Lynch Murray Quinn Moore McCarthy Kennedy Gallagher Doherty Nolan Dunne
    Brennan Burke Collins Clarke Hughes Farrell Fitzgerald Kavanagh Duffy Sheridan`),
  cities: cities(`
    Dublin | Leinster | D0# @#@#
    Dublin | Leinster | D1# @#@#
    Cork | Munster | T12 @#@#
    Galway | Connacht | H91 @#@#
    Limerick | Munster | V94 @#@#
    Waterford | Munster | X91 @#@#`),
  street: (name, number) => `${number} ${name}`,
  streets: [
    'Main Street',
    'Patrick Street',
    'Church Road',
    'Quay Street',
    "O'Connell Street",
    'Grafton Lane',
  ],
  salons: [
    (family) => `${family} Hair`,
    (family) => `${family}'s Barbers`,
    (family) => `The ${family} Salon`,
    (family, city) => `${family} Hair ${city}`,
  ],
  // ComReg's range for drama, 020 91x xxxx; what is beyond it has not been given to any place either.
  phone: (n) => {
    const rest = `9${digits(n + 100_000, 6)}`;
    return { international: `35320${rest}`, national: `020 ${rest.slice(0, 3)} ${rest.slice(3)}` };
  },
};
