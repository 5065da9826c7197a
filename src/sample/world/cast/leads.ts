import { owner, salon, type Part } from './part.ts';

/** Those who ask for a call this morning, and those sales is in touch with. */
export const leads: readonly Part[] = [
  {
    given: 'Beatriz',
    family: 'Lopes',
    title: 'Founder',
    email: 'beatriz@lopeshair.example',
    phone: '020 7946 0114',
    company: salon('Lopes Hair Group', 'lopeshair.example', 52, {
      outlets: 6,
      city: 'London',
      region: 'Greater London',
      postalCode: 'SW9 8LF',
      street: '21 Market Place',
    }),
    roles: owner,
    stage: 'mql',
    source: 'search',
    owner: 'hanna',
    tags: ['salon owner'],
    story: `
      23d 18:20 | page_view | For salons | search
      23d 18:24 | page_view | The backbar, and what it saves
      16d 20:12 | page_view | Find your backbar set | ad || backbar-26
      16d 20:19 | form_submitted | Find your backbar set ||| backbar-26
      16d 20:19 | identify
      16d 20:19 | → lead
      9d 08:14 | email_opened | Retail margin under 40%? Not here | email || backbar-notes
      9d 08:15 | email_clicked | Retail margin under 40%? Not here | email || backbar-notes
      9d 08:16 | page_view | Retail margin, worked out | email || backbar-notes
      2d 21:02 | page_view | Trade prices | direct
      128m | page_view | Trade prices | direct
      122m | form_submitted | Ask for a call
      121m | → mql
    `,
  },
  {
    given: 'Maren',
    family: 'Aldous',
    title: 'Owner',
    email: 'maren@fenandivy.example',
    phone: '01632 960173',
    company: salon('Fen & Ivy Salons', 'fenandivy.example', 19, {
      outlets: 3,
      city: 'Norwich',
      region: 'East of England',
      postalCode: 'NR2 1AB',
      street: '4 Bridge Road',
    }),
    roles: owner,
    stage: 'mql',
    source: 'blog',
    owner: 'hanna',
    tags: ['salon owner', 'salon-north-26'],
    story: `
      83d 19:10 | page_view | Air-dry finishing in a busy salon | blog
      83d 19:16 | form_submitted | Newsletter
      83d 19:16 | identify
      83d 19:16 | → lead
      58d 15:05 | fair_talk | Salon North | trade_fair | jonas | salon-north-26 | “My stylists lose ten minutes a head on the dryer. I need something that sets on its own.” Buys mousse from a rival until the new year.
      33d 08:10 | email_clicked | Eleven minutes a head | email || backbar-notes
      2d 17:40 | page_view | Find your backbar set | direct
      2d 17:48 | form_submitted | Find your backbar set
      1d 08:05 | page_view | Case study: Farrow & Co | direct
      1d 20:31 | page_view | The backbar, and what it saves | direct
      49m | page_view | Trade prices | direct
      46m | form_submitted | Trade prices
      44m | → mql
    `,
  },
  {
    given: 'Yusuf',
    family: 'Demir',
    title: 'Owner',
    email: 'yusuf@demirbarbers.example',
    phone: '07700 900461',
    company: salon('Demir Barbers', 'demirbarbers.example', 9, {
      industry: 'Barber',
      city: 'Birmingham',
      region: 'West Midlands',
      postalCode: 'B5 6TB',
      street: '77 High Street',
    }),
    roles: owner,
    stage: 'mql',
    source: 'social',
    owner: 'hanna',
    tags: ['salon owner'],
    story: `
      12d 22:40 | page_view | For salons | social || salon-stories-26
      12d 22:46 | page_view | Eleven minutes a head
      450m | page_view | Find your backbar set | social || salon-stories-26
      441m | form_submitted | Find your backbar set
      441m | identify
      440m | → lead
      439m | → mql
    `,
  },
  {
    given: 'Theo',
    family: 'Varga',
    title: 'Founder and colourist',
    email: 'theo@studiovarga.example',
    phone: '0117 496 0215',
    company: salon('Studio Varga', 'studiovarga.example', 8, {
      city: 'Bristol',
      region: 'South West',
      postalCode: 'BS1 5TR',
      street: '3 Queen Street',
    }),
    roles: owner,
    stage: 'mql',
    source: 'influencer',
    owner: 'hanna',
    tags: ['salon owner'],
    story: `
      31d 20:15 | page_view | For salons | influencer || IMANIPRO26
      31d 20:21 | form_submitted | Newsletter
      31d 20:21 | identify
      31d 20:21 | → lead
      31d 20:22 | heard_of_us | A video of Imani Cole | influencer
      19d 08:31 | email_clicked | Till sachets that sell themselves | email || backbar-notes
      5d 21:00 | page_view | The backbar, and what it saves | direct
      24m | page_view | Find your backbar set | direct
      19m | form_submitted | Sample kit
      18m | → mql
    `,
  },
  {
    given: 'Imke',
    family: 'Vos',
    title: 'Head of spas',
    email: 'imke.vos@calderspa.example',
    phone: '040 66969012',
    company: salon('Calder Spa Hotels', 'calderspa.example', 14, {
      industry: 'Hotel group',
      outlets: 7,
      city: 'Hamburg',
      region: 'Hamburg',
      postalCode: '20095',
      street: 'Lindenallee 40',
    }),
    roles: ['decision_maker'],
    stage: 'mql',
    source: 'email',
    owner: 'jonas',
    tags: [],
    story: `
      44d 10:20 | page_view | For salons | search
      44d 10:31 | form_submitted | Newsletter
      44d 10:31 | identify
      44d 10:31 | → lead
      29d 09:00 | email_opened | What your scalp wants now | email || backbar-notes
      1d 09:12 | email_opened | Backbar notes: what moved this month | email || backbar-notes
      31m | email_written | Replied to the spa e-mail | email
      30m | → mql
    `,
  },
  {
    given: 'Saoirse',
    family: 'Byrne',
    title: 'Owner',
    email: 'saoirse@theparlour.example',
    phone: '01632 960550',
    company: salon('The Parlour', 'theparlour.example', 6, {
      city: 'Bath',
      region: 'South West',
      postalCode: 'BA1 2QS',
      street: '15 Castle Street',
    }),
    roles: owner,
    stage: 'mql',
    source: 'referral',
    owner: 'hanna',
    tags: ['salon owner'],
    story: `
      65d 13:10 | word_of_mouth | Leila Farrow | referral
      64d 20:22 | page_view | Case study: Farrow & Co | direct
      64d 20:30 | form_submitted | Newsletter
      64d 20:30 | identify
      64d 20:30 | → lead
      11d 19:45 | page_view | Trade prices | email || backbar-notes
      1d 18:20 | page_view | Trade prices | direct
      1d 18:34 | event | Left a basket of £412 | direct
      1d 18:35 | → mql
      64m | call_warm | First attempt, voicemail | phone | hanna
    `,
  },
  {
    given: 'Callum',
    family: 'Reid',
    title: 'Owner',
    email: 'callum@reidanddaughters.example',
    phone: '0141 496 0330',
    company: salon('Reid & Daughters', 'reidanddaughters.example', 11, {
      city: 'Glasgow',
      region: 'Scotland',
      postalCode: 'G2 4PF',
      street: '9 Victoria Street',
    }),
    roles: owner,
    stage: 'mql',
    source: 'phone',
    owner: 'dele',
    tags: ['salon owner'],
    story: `
      74d 11:00 | call_cold | First call | phone | dele || Open to samples after the summer.
      74d 11:05 | → lead
      38d 08:12 | email_clicked | Eleven minutes a head | email || backbar-notes
      6d 19:20 | page_view | Trade prices | direct
      6d 19:24 | → mql
      3d 15:10 | call_warm | Attempt 1, no answer | phone | dele
      1d 15:12 | call_warm | Attempt 2, no answer | phone | dele
    `,
  },
  {
    given: 'Amara',
    family: 'Nwosu',
    title: 'Creative director',
    email: 'amara@crownandcoil.example',
    phone: '020 7946 0271',
    company: salon('Crown & Coil', 'crownandcoil.example', 12, {
      outlets: 2,
      city: 'London',
      region: 'Greater London',
      postalCode: 'SE15 4TL',
      street: '118 High Street',
    }),
    roles: ['champion', 'decision_maker'],
    stage: 'mql',
    source: 'social',
    owner: 'dele',
    tags: ['salon owner'],
    story: `
      52d 21:30 | page_view | Curls that dry by themselves | social || salon-stories-26
      52d 21:38 | form_submitted | Education classes
      52d 21:38 | identify
      52d 21:38 | → lead
      24d 10:00 | event_attended | the class on air-dry finishing | event | ines | winter-classes
      24d 10:05 | → mql
      8d 16:20 | call_warm | Attempt 1, no answer | phone | dele
      5d 11:10 | call_warm | Attempt 2, no answer | phone | dele
      240m | email_clicked | Backbar notes: what moved this month | email || backbar-notes
    `,
  },
  {
    given: 'Petra',
    family: 'Sandhu',
    title: 'Salon manager',
    email: 'petra@sandhusalons.example',
    phone: '0116 496 0412',
    company: salon('Sandhu Salons', 'sandhusalons.example', 10, {
      outlets: 2,
      city: 'Nottingham',
      region: 'East Midlands',
      postalCode: 'NG1 5DT',
      street: '30 Mill Lane',
    }),
    roles: ['champion'],
    stage: 'mql',
    source: 'trade_fair',
    owner: 'jonas',
    tags: ['salon-north-26'],
    story: `
      58d 14:10 | fair_talk | Salon North, badge scan | trade_fair | jonas | salon-north-26
      58d 14:11 | → lead
      58d 14:12 | → mql
      40d 10:20 | call_warm | Attempt 1, reached reception | phone | jonas
      22d 15:40 | call_warm | Attempt 3, no answer | phone | jonas
      4d 11:15 | call_warm | Attempt 4, reached reception | phone | jonas
    `,
  },
];
