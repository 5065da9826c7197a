import { cities, digits, words, type Country } from './country.ts';

export const pl: Country = {
  code: 'PL',
  language: 'pl',
  currency: 'PLN',
  given:
    words(`Anna Maria Katarzyna Małgorzata Agnieszka Krystyna Barbara Ewa Elżbieta Zofia Joanna Magdalena Monika
    Aleksandra Natalia Karolina Paulina Justyna Zuzanna Julia Jan Andrzej Piotr Krzysztof Stanisław Tomasz Paweł Marcin
    Michał Marek Grzegorz Jakub Łukasz Wojciech Mateusz Bartosz`),
  family:
    words(`Nowak Wójcik Kowalczyk Woźniak Mazur Kaczmarek Krawczyk Zając Król Wieczorek Wróbel Stępień Nowicka
    Dudek Adamczyk Pawlak Walczak Sikora Baran Michalak Szewczyk Pietrzak Duda Tomczak Jaworska Malinowski Kubiak
    Wilk Kaźmierczak Sobczak Głowacki Zawadzka Jankowski Borkowska Szymczak`),
  cities: cities(`
    Warszawa | Mazowieckie | 00-###
    Kraków | Małopolskie | 31-###
    Łódź | Łódzkie | 90-###
    Wrocław | Dolnośląskie | 50-###
    Poznań | Wielkopolskie | 60-###
    Gdańsk | Pomorskie | 80-###
    Szczecin | Zachodniopomorskie | 70-###
    Lublin | Lubelskie | 20-###
    Katowice | Śląskie | 40-###`),
  street: (name, number) => `${name} ${number}`,
  streets: ['ul. Polna', 'ul. Leśna', 'ul. Słoneczna', 'ul. Krótka', 'ul. Szkolna', 'ul. Ogrodowa', 'Rynek'],
  salons: [
    (family) => `Salon Fryzjerski ${family}`,
    (family) => `Studio Fryzur ${family}`,
    (family) => `${family} Hair`,
    (family) => `Barber ${family}`,
    (family, city) => `Fryzjer ${family} ${city}`,
  ],
  // There is no area 10.
  phone: (n) => ({
    international: `4810${digits(n, 7)}`,
    national: `10${digits(n, 7)}`.replaceAll(/(\d{3})(?=\d)/g, '$1 '),
  }),
};
