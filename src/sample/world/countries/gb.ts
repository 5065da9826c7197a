import { cities, digits, words, type Country } from './country.ts';

export const gb: Country = {
  code: 'GB',
  language: 'en',
  currency: 'GBP',
  given:
    words(`Olivia Amelia Isla Ava Grace Freya Emily Sophie Charlotte Hannah Ruby Ellie Megan Gemma Rachel Laura Claire
    Nicola Joanne Helen Alison Deborah Gillian Maureen Priya Aisha Zara Fatima Chloe Imogen Saoirse Niamh Bethan Carys
    Amara Ngozi Mei Leila Zoë Poppy Oliver George Harry Jack Noah Arthur Charlie Thomas James William Daniel Matthew Luke
    Ryan Callum Hamish Rhys Owen Dafydd Simon Andrew Stephen Ian Graham Keith Mohammed Ravi Arjun Kwame Tunde Dominic
    Yusuf Theo Elliot Rory Declan`),
  family:
    words(`Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker Robinson Thompson White Hughes
    Edwards Green Hall Lewis Harris Clarke Wood Turner Hill Cooper Ward Morris Moore Clark Lee King Baker Harrison Morgan
    Allen James Scott Phillips Watson Davis Parker Price Bennett Young Griffiths Mitchell Kelly Cook Carter Richardson
    Bailey Collins Bell Shaw Murphy Miller Cox Khan Richards Marshall Anderson Simpson Ellis Adams Singh Begum Foster
    Chapman Mason Webb Rogers Gibson Hunt Mills Palmer Okafor Oyelaran Adeyemi Nwosu Demir Sandhu Chowdhury Reid
    Harcourt Farrow Aldous Ashworth Pemberton Fairbairn Calloway Thackeray Whitlock Galloway Hargreaves Penhaligon`),
  cities: cities(`
    London | Greater London | E# #@@
    London | Greater London | SW# #@@
    Leeds | Yorkshire | LS# #@@
    York | Yorkshire | YO# #@@
    Harrogate | Yorkshire | HG# #@@
    Sheffield | Yorkshire | S# #@@
    Manchester | North West | M# #@@
    Liverpool | North West | L# #@@
    Newcastle upon Tyne | North East | NE# #@@
    Durham | North East | DH# #@@
    Birmingham | West Midlands | B# #@@
    Nottingham | East Midlands | NG# #@@
    Norwich | East of England | NR# #@@
    Cambridge | East of England | CB# #@@
    Bristol | South West | BS# #@@
    Bath | South West | BA# #@@
    Exeter | South West | EX# #@@
    Brighton | South East | BN# #@@
    Oxford | South East | OX# #@@
    Southampton | South East | SO## #@@
    Cardiff | Wales | CF## #@@
    Swansea | Wales | SA# #@@
    Edinburgh | Scotland | EH# #@@
    Glasgow | Scotland | G# #@@
    Aberdeen | Scotland | AB## #@@
    Belfast | Northern Ireland | BT# #@@`),
  street: (name, number) => `${number} ${name}`,
  streets: [
    'High Street',
    'Church Lane',
    'Station Road',
    'Victoria Street',
    'Queen Street',
    'Market Place',
    'Park Row',
    'Mill Lane',
    'Castle Street',
    'Bridge Road',
    'Albion Terrace',
    'Kingsway',
  ],
  salons: [
    (family) => `${family} Hair`,
    (family) => `Studio ${family}`,
    (family) => `${family} & Co`,
    (family) => `${family} Barbers`,
    (family) => `The ${family} Rooms`,
    (family) => `${family} Salon`,
    (family) => `House of ${family}`,
    (family, city) => `${family} of ${city}`,
    (family) => `${family} & Daughters`,
    (family) => `${family} Hair Studio`,
  ],
  phone: (n) => {
    // Ofcom's numbers for drama use, a thousand in each area; 01632 has never been given to any place.
    const area = areas[n % areas.length] ?? '';
    const place = Math.floor(n / areas.length);
    if (place >= 1_000) return number('1632', digits(n, 6), `01632 ${digits(n, 6)}`);
    const last = digits(place, 3);
    if (area === '7700') return number(area, `900${last}`, `07700 900${last}`);
    return number(area, `4960${last}`, `0${area} 496 0${last}`);
  },
};

const areas = words('7700 113 114 115 116 117 118 121 131 141 151 161');

function number(area: string, rest: string, national: string) {
  return { international: `44${area}${rest}`, national };
}
