import { cities, digits, words, type Country } from './country.ts';

export const nl: Country = {
  code: 'NL',
  language: 'nl',
  currency: 'EUR',
  given:
    words(`Emma Julia Sanne Lotte Fleur Anouk Femke Iris Roos Maaike Marieke Ingrid Petra Monique Esther Wendy Saskia
    Annemarie Hanneke Linda Daan Sem Bram Lars Thijs Sander Jeroen Bas Maarten Wouter Erik Pieter Hans Kees Joost Ruben
    Niels Mohamed Youssef Tim`),
  family: [
    ...words(`Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Smits Jacobs
    Hoekstra Kuipers Veenstra Kramer Postma Schouten Willems Verhoeven Koster Prins Blom Huisman Bosch Maas Groen`),
    'de Vries',
    'de Jong',
    'van Dijk',
    'van den Berg',
    'de Boer',
    'van Leeuwen',
    'van der Meer',
    'de Graaf',
    'van der Linden',
  ],
  cities: cities(`
    Amsterdam | Noord-Holland | 10## @@
    Rotterdam | Zuid-Holland | 30## @@
    Den Haag | Zuid-Holland | 25## @@
    Utrecht | Utrecht | 35## @@
    Eindhoven | Noord-Brabant | 56## @@
    Groningen | Groningen | 97## @@
    Tilburg | Noord-Brabant | 50## @@
    Haarlem | Noord-Holland | 20## @@
    Maastricht | Limburg | 62## @@
    Zwolle | Overijssel | 80## @@`),
  street: (name, number) => `${name} ${number}`,
  streets: [
    'Kerkstraat',
    'Dorpsstraat',
    'Stationsweg',
    'Molenweg',
    'Prinsengracht',
    'Wilhelminastraat',
    'Marktstraat',
  ],
  salons: [
    (family) => `Kapsalon ${family}`,
    (family) => `${family} Haarmode`,
    (family) => `Barbier ${family}`,
    (family) => `Haarstudio ${family}`,
    (family, city) => `${family} Kappers ${city}`,
  ],
  // No local number begins with a zero.
  phone: (n) => ({
    international: `31200${digits(n, 6)}`,
    national: `020-0${digits(n, 6).slice(0, 2)} ${digits(n, 6).slice(2)}`,
  }),
};
