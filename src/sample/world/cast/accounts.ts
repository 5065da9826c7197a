import { owner, salon, type Part } from './part.ts';

/** Whom sales works with, who buys, and who was returned. */
export const accounts: readonly Part[] = [
  {
    given: 'Freya',
    family: 'Lindqvist',
    title: 'Head of buying',
    email: 'freya.lindqvist@marlowfinch.example',
    phone: '0161 496 0700',
    company: salon('Marlow & Finch', 'marlowfinch.example', 0, {
      industry: 'Department store',
      outlets: 212,
      branches: ['Leeds', 'Manchester', 'Glasgow', 'Newcastle'],
      city: 'Manchester',
      region: 'North West',
      postalCode: 'M2 5WA',
      street: '1 Kingsway',
    }),
    roles: ['decision_maker'],
    stage: 'opportunity',
    source: 'trade_fair',
    owner: 'marcus',
    tags: ['retail'],
    story: `
      275d 10:40 | fair_talk | Hair & Trade London | trade_fair | marcus | hair-trade-london-26 | Air Dry Mousse for the spring wall.
      275d 10:41 | → lead
      262d 10:00 | meeting | Manchester, head office | visit | marcus
      262d 12:00 | → mql
      262d 12:01 | → sql | marcus
      190d 14:20 | visit | store check in Leeds | visit | jonas || Shelf by the till is free from September.
      96d 09:30 | meeting | range review | visit | marcus || Wants sell-through by store, weekly.
      47d 11:00 | email_clicked | Till sachets that sell themselves | email || backbar-notes
      26d 15:00 | → opportunity | marcus
      26d 15:00 | proposal_sent | Proposal: gift sets in 14 stores | email | marcus
      6d 10:10 | visit | store check, Leeds to Glasgow | visit | jonas || Dry Shampoo empty at 11 doors, shoppers leave with a rival. “Is the mousse the one from TikTok?” in 14 stores.
      180m | email_written | Replied to the proposal | email || | Asks for revised terms by 16:00.
    `,
  },
  {
    given: 'Gwen',
    family: 'Harcourt',
    title: 'Owner',
    email: 'gwen@harcourthouse.example',
    phone: '01632 960221',
    company: salon('Harcourt House', 'harcourthouse.example', 16, {
      outlets: 2,
      city: 'York',
      region: 'Yorkshire',
      postalCode: 'YO1 7HU',
      street: '27 Castle Street',
    }),
    roles: owner,
    stage: 'sql',
    source: 'radio',
    owner: 'hanna',
    tags: ['salon owner', 'salon-north-26'],
    story: `
      60d 07:40 | page_view | Hallow & Reed, hair care that sets on its own | radio || MOORLAND26
      59d 20:10 | form_submitted | Ask for a call
      59d 20:10 | identify
      59d 20:10 | → lead
      59d 20:11 | heard_of_us | Radio, Moorland FM | radio
      58d 13:20 | fair_talk | Salon North | trade_fair | jonas | salon-north-26
      58d 13:30 | → mql
      12d 10:05 | → sql | hanna
      12d 10:05 | call_warm | First call, 18 minutes | phone | hanna || Two salons, wants one range for both. £6,400 a year.
      5d 14:30 | visit | York | visit | hanna || Basin area is being rebuilt until January.
    `,
  },
  {
    given: 'Aiko',
    family: 'Tanabe',
    title: 'Owner',
    email: 'aiko@tanabehair.example',
    phone: '07700 900772',
    company: salon('Tanabe Hair', 'tanabehair.example', 9, {
      city: 'Cardiff',
      region: 'Wales',
      postalCode: 'CF10 1BH',
      street: '6 Park Row',
    }),
    roles: owner,
    stage: 'sql',
    source: 'search',
    owner: 'dele',
    tags: ['salon owner', 'sample kit'],
    story: `
      35d 12:15 | page_view | Trade prices | search
      35d 12:20 | form_submitted | Trade prices
      35d 12:20 | identify
      35d 12:20 | → lead
      35d 12:25 | → mql
      5d 11:00 | → sql | dele
      5d 11:00 | call_warm | First call, 9 minutes | phone | dele
      2d 16:20 | sample_sent | Sample kit sent to Cardiff | direct_mail | dele
      1d 11:40 | call_warm | Call, 11 minutes | phone | dele || Kit should be there on Wednesday.
    `,
  },
  {
    given: 'Dominic',
    family: 'Shaw',
    title: 'Managing partner',
    email: 'dominic@shawbros.example',
    phone: '0114 496 0098',
    company: salon('Shaw Bros Barbers', 'shawbros.example', 13, {
      industry: 'Barber',
      outlets: 3,
      city: 'Sheffield',
      region: 'Yorkshire',
      postalCode: 'S1 2HE',
      street: '40 Station Road',
    }),
    roles: owner,
    stage: 'opportunity',
    source: 'visit',
    owner: 'jonas',
    tags: ['salon owner'],
    story: `
      88d 10:30 | visit | unannounced | visit | jonas || Partners decide together.
      88d 10:31 | → lead
      61d 09:10 | email_clicked | Eleven minutes a head | email || backbar-notes
      39d 14:00 | → mql
      37d 10:15 | call_warm | Call, 12 minutes | phone | jonas
      37d 10:16 | → sql | jonas
      9d 15:30 | → opportunity | jonas
      9d 15:30 | proposal_sent | Proposal, version 1 | email | jonas || £1,900 to begin with.
      2d 20:05 | page_view | Retail margin, worked out | email || backbar-notes
      360m | page_view | Weekly delivery for salons | direct
    `,
  },
  {
    given: 'Leila',
    family: 'Farrow',
    title: 'Owner',
    email: 'leila@farrowandco.example',
    phone: '0113 496 0555',
    company: salon('Farrow & Co', 'farrowandco.example', 18, {
      contract: 164e4,
      outlets: 2,
      city: 'Harrogate',
      region: 'Yorkshire',
      postalCode: 'HG1 2TR',
      street: '5 Church Lane',
    }),
    roles: owner,
    stage: 'advocate',
    source: 'event',
    owner: 'jonas',
    tags: ['salon owner', 'education', 'case study'],
    story: `
      402d 10:00 | event_attended | the open day in Leeds | event | ines
      402d 10:05 | → lead
      390d 20:12 | page_view | Trade prices | direct
      380d 11:30 | visit | Harrogate | visit | jonas
      380d 11:31 | → mql
      380d 11:32 | → sql | jonas
      371d 09:00 | → opportunity | jonas
      366d 15:10 | order_placed | First order, 64 units || jonas || value=128400
      366d 15:10 | → customer | jonas
      322d 10:00 | order_placed | Order, 90 units || jonas || value=176000
      268d 10:40 | order_placed | Order, 104 units || jonas || value=203500
      214d 12:00 | visit | filming the case study | visit | ines
      210d 11:00 | order_placed | Order, 110 units || jonas || value=214800
      151d 11:20 | order_placed | Order, 118 units || jonas || value=231000
      92d 10:30 | order_placed | Order, 126 units || jonas || value=246500
      65d 13:10 | recommended_us | To Saoirse Byrne | referral
      65d 13:11 | → advocate | ines
      30d 10:05 | order_placed | Order, 120 units || jonas || value=238200
      2d 12:00 | recommended_us | To Nora Castellan | referral
    `,
  },
  {
    given: 'Ruth',
    family: 'Okafor',
    title: 'Owner',
    email: 'ruth@okaforhair.example',
    phone: '07700 900118',
    company: salon('Okafor Hair', 'okaforhair.example', 7, {
      city: 'London',
      region: 'Greater London',
      postalCode: 'E8 3RD',
      street: '61 Market Place',
    }),
    roles: owner,
    stage: 'sql',
    source: 'ad',
    owner: 'dele',
    tags: ['salon owner'],
    story: `
      17d 21:20 | page_view | The backbar, and what it saves | ad || trade-search-26
      17d 21:26 | form_submitted | Ask for a call
      17d 21:26 | identify
      17d 21:26 | → lead
      17d 21:27 | → mql
      7d 10:47 | call_warm | First call, 16 minutes | phone | dele || Reached on the first try.
      7d 10:48 | → sql | dele
    `,
  },
  {
    given: 'Elin',
    family: 'Sørby',
    title: 'Owner',
    email: 'elin@northlight.example',
    phone: '01632 960718',
    company: salon('North Light', 'northlight.example', 10, {
      city: 'Newcastle upon Tyne',
      region: 'North East',
      postalCode: 'NE1 4ST',
      street: '2 Bridge Road',
    }),
    roles: owner,
    stage: 'mql',
    source: 'radio',
    owner: 'jonas',
    tags: ['salon owner'],
    story: `
      41d 07:52 | page_view | For salons | radio || MOORLAND26
      41d 08:01 | form_submitted | Sample kit
      41d 08:01 | identify
      41d 08:01 | → lead
      41d 08:02 | heard_of_us | Radio, Moorland FM | radio
      41d 08:05 | → mql
      36d 11:00 | sample_sent | Sample kit sent to Newcastle upon Tyne | direct_mail | jonas
    `,
  },
  {
    given: 'Lucía',
    family: 'Ramos',
    title: 'Co-owner',
    email: 'lucia@ramosehijas.example',
    phone: '510 000 217',
    company: salon('Ramos & Hijas', 'ramosehijas.example', 15, {
      outlets: 2,
      city: 'Sevilla',
      region: 'Andalucía',
      postalCode: '41003',
      street: 'Calle del Sol, 14',
    }),
    roles: owner,
    stage: 'lead',
    source: 'partner',
    owner: 'tomas',
    tags: ['back in March'],
    story: `
      49d 16:10 | page_view | For salons | partner || SUPPLY26
      49d 16:22 | form_submitted | Trade prices
      49d 16:22 | identify
      49d 16:22 | → lead
      13d 11:30 | call_warm | Call, 7 minutes | phone | dele || Not now: contract until March.
      13d 11:40 | note | Returned to marketing: not now, back on 1 March || dele
    `,
  },
  {
    given: 'Owen',
    family: 'Pryce',
    title: 'Owner',
    email: 'owen@pryceandco.example',
    phone: '07700 900904',
    company: salon('Pryce & Co', 'pryceandco.example', 8, {
      city: 'Swansea',
      region: 'Wales',
      postalCode: 'SA1 3QX',
      street: '19 Queen Street',
    }),
    roles: owner,
    stage: 'sql',
    source: 'referral',
    owner: 'dele',
    tags: ['salon owner'],
    story: `
      70d 12:00 | word_of_mouth | another salon | referral
      69d 19:12 | page_view | Trade prices | direct
      69d 19:20 | form_submitted | Ask for a call
      69d 19:20 | identify
      69d 19:20 | → lead
      69d 19:21 | → mql
      25d 14:20 | call_warm | First call, 8 minutes | phone | dele
      25d 14:21 | → sql | dele
      10d 10:30 | demo | | visit | dele
    `,
  },
  {
    given: 'Oscar',
    family: 'Penn',
    title: 'Mobile hairdresser',
    email: 'oscar@pennmobile.example',
    phone: '07700 900333',
    company: salon('Penn Mobile Hair', 'pennmobile.example', 1, {
      city: 'Durham',
      region: 'North East',
      postalCode: 'DH1 3NJ',
      street: '44 Mill Lane',
    }),
    roles: owner,
    stage: 'lead',
    source: 'search',
    owner: 'tomas',
    tags: ['too small'],
    story: `
      15d 20:00 | page_view | Trade prices | search
      15d 20:08 | form_submitted | Trade prices
      15d 20:08 | identify
      15d 20:08 | → lead
      13d 12:00 | call_warm | Call, 4 minutes | phone | jonas || One chair. Better served by the web shop.
      13d 12:10 | note | Returned to marketing: too small || jonas
    `,
  },
];
