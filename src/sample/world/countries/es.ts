import { cities, digits, words, type Country } from './country.ts';

export const es: Country = {
  code: 'ES',
  language: 'es',
  currency: 'EUR',
  given:
    words(`Lucía María Carmen Paula Laura Marta Sara Alba Elena Ana Cristina Isabel Raquel Silvia Pilar Rosa Beatriz
    Rocío Nuria Montserrat Inés Irene Hugo Daniel Pablo Alejandro Álvaro Adrián David Javier Sergio Carlos Jorge Antonio
    Manuel Francisco Miguel Rubén Iván Óscar`),
  family: [
    ...words(`García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz
    Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco
    Molina Suárez Castro Ortega Delgado Ortiz Rubio Marín Iglesias`),
    'García Lorente',
    'Ruiz Peña',
    'Martín Sala',
    'López Vidal',
  ],
  cities: cities(`
    Madrid | Comunidad de Madrid | 280##
    Barcelona | Cataluña | 080##
    Valencia | Comunidad Valenciana | 460##
    Sevilla | Andalucía | 410##
    Zaragoza | Aragón | 500##
    Málaga | Andalucía | 290##
    Bilbao | País Vasco | 480##
    Murcia | Región de Murcia | 300##
    Palma | Islas Baleares | 070##
    Granada | Andalucía | 180##`),
  street: (name, number) => `${name}, ${number}`,
  streets: [
    'Calle Mayor',
    'Calle del Sol',
    'Avenida de la Constitución',
    'Plaza de España',
    'Calle Real',
    'Calle San Juan',
  ],
  salons: [
    (family) => `Peluquería ${family}`,
    (family) => `${family} Peluqueros`,
    (family) => `Salón ${family}`,
    (family) => `${family} e Hijas`,
    (family, city) => `Estilistas ${family} ${city}`,
  ],
  // Nine digits that begin with 5 are not given out.
  phone: (n) => ({
    international: `345${digits(n, 8)}`,
    national: `5${digits(n, 8)}`.replaceAll(/(\d{3})(?=\d)/g, '$1 '),
  }),
};
