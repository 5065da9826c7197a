import { owner, salon, type Part } from './part.ts';

/** From a spot on the radio to the second delivery, in 196 days. */
export const nora: Part = {
  given: 'Nora',
  family: 'Castellan',
  title: 'Owner',
  email: 'nora@castellan.example',
  phone: '0113 496 0182',
  company: salon('Castellan Hair Studios', 'castellan.example', 31, {
    outlets: 4,
    branches: ['Leeds', 'York'],
    contract: 1_820_000,
    street: '8 Albion Terrace',
  }),
  roles: owner,
  stage: 'customer',
  source: 'radio',
  owner: 'hanna',
  tags: ['salon owner', 'salon-north-26', 'education'],
  story: `
    196d 08:12 | page_view | Hallow & Reed, hair care that sets on its own | radio || MOORLAND26
    196d 08:14 | page_view | For salons
    145d 19:40 | page_view | Air-dry finishing in a busy salon | search
    145d 19:46 | form_submitted | Newsletter
    145d 19:46 | identify
    145d 19:46 | → lead
    145d 19:47 | heard_of_us | Radio, Moorland FM | radio
    131d 08:20 | email_opened | Eleven minutes a head | email || backbar-notes
    131d 08:22 | email_clicked | Eleven minutes a head | email || backbar-notes
    131d 08:23 | page_view | Eleven minutes a head | email || backbar-notes
    103d 07:55 | email_clicked | Farrow & Co, six months on | email || backbar-notes
    75d 12:10 | email_clicked | Classes near you | email || backbar-notes
    75d 12:11 | page_view | Education classes | email || backbar-notes
    58d 11:20 | fair_talk | Salon North | trade_fair | jonas | salon-north-26 | Four salons. Stylists lose ten minutes a head on the dryer. Contract with a rival range ends in January.
    58d 11:30 | → mql
    57d 10:02 | sample_sent | Sample kit sent to Leeds | direct_mail | jonas
    42d 21:14 | page_view | Trade prices | direct
    40d 09:05 | letter | a postcard with a sachet | direct_mail || SACHET26
    27d 20:31 | page_view | Weekly delivery for salons | direct
    26d 08:01 | email_clicked | Getting started with your backbar | email || backbar-autumn-26
    21d 20:44 | page_view | The backbar, and what it saves | email || backbar-autumn-26
    20d 10:08 | page_view | Trade prices | direct
    20d 10:12 | form_submitted | Ask for a call ||| backbar-autumn-26
    20d 10:31 | → sql | hanna
    20d 10:39 | call_warm | First call, 14 minutes | phone | hanna || 27 minutes after she asked. Blow-dry slots run over and stylists wait. Needs a finish that needs no dryer.
    18d 09:30 | visit | the Leeds salon | visit | jonas || Ran the mousse on two clients between slots. The stylists timed it: 11 minutes saved each.
    15d 16:00 | sample_sent | Sample kit sent to Leeds | direct_mail | hanna
    12d 15:20 | → opportunity | hanna
    12d 15:20 | proposal_sent | Proposal, version 1 | email | hanna || Objection: delivery every two weeks is too slow. Answered: weekly from the Leeds depot.
    11d 07:50 | page_view | Case study: Farrow & Co | email || backbar-autumn-26
    8d 11:00 | call_warm | Call, 22 minutes | phone | hanna || Objection answered: retail margin under 40%. It is 42% from £2,000.
    8d 16:40 | proposal_sent | Proposal, version 2 | email | hanna || 42% margin from £2,000, weekly delivery. Viewed three times.
    6d 08:00 | email_clicked | How it works after you order | email || backbar-autumn-26
    5d 14:05 | order_placed | First order, 118 units || hanna || value=236000
    5d 14:05 | → customer | hanna
    4d 08:00 | email_clicked | Getting started with your backbar | email || onboarding
    3d 10:30 | email_written | Asked whether the delivery came | email | hanna
    1d 12:10 | form_submitted | Education classes
    1d 16:30 | call_warm | Call, 6 minutes | phone | hanna || First delivery is on the shelves in York. She wants the dry shampoo sachets back at the till: “clients ask for the ones from the postcard.”
  `,
};
