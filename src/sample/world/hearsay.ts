/** What people in salons and shops say to the field team, as it is written down between two visits. */
export type Heard = {
  kind: 'praise' | 'wish' | 'complaint' | 'question' | 'competitor' | 'problem';
  words: string;
  theme?: ThemeName;
  competitor?: string;
  product?: string;
  store?: string;
};

type ThemeName =
  | 'Minutes at the dryer'
  | 'Nordlys stands at the till'
  | 'The pump sticks'
  | 'Smaller opening set';

type FollowUp = {
  kind: 'content_idea' | 'campaign_change' | 'score_rule' | 'product_issue';
  title: string;
  state: 'open' | 'doing' | 'done';
  outcome?: string;
};

/** What Priya saw in it, and what came of it. */
export const themes: readonly { name: ThemeName; followUp: FollowUp | null }[] = [
  {
    name: 'Minutes at the dryer',
    followUp: {
      kind: 'content_idea',
      title: 'Eleven minutes a head: film it at Castellan',
      state: 'done',
      outcome: 'Filmed in October; the page is the second most read by salon owners.',
    },
  },
  {
    name: 'Nordlys stands at the till',
    followUp: {
      kind: 'campaign_change',
      title: 'Till sachets for every salon that sells Nordlys',
      state: 'doing',
    },
  },
  {
    name: 'The pump sticks',
    followUp: { kind: 'product_issue', title: 'Pump of the 300 ml mousse: new supplier', state: 'open' },
  },
  { name: 'Smaller opening set', followUp: null },
];

const mousse = { product: 'Air-dry mousse' };
const nordlys = { competitor: 'Nordlys', theme: 'Nordlys stands at the till' } as const;
const dryer = { theme: 'Minutes at the dryer', ...mousse } as const;
const pump = { theme: 'The pump sticks', ...mousse } as const;
const small = { theme: 'Smaller opening set' } as const;

/** Newest first. */
export const heard: readonly Heard[] = [
  { kind: 'competitor', words: 'Nordlys has a new display right at the till, with a tester.', ...nordlys },
  { kind: 'praise', words: 'Stylist says she is ten minutes faster with every long head.', ...dryer },
  { kind: 'problem', words: 'Pump of the mousse sticks after two weeks, third salon this month.', ...pump },
  { kind: 'wish', words: 'Would order today if there were an opening set for two chairs.', ...small },
  { kind: 'question', words: 'Is the mousse free of alcohol? Two clients with allergies asked.', ...mousse },
  { kind: 'complaint', words: 'Delivery came on a Saturday, nobody there to take it in.' },
  {
    kind: 'competitor',
    words: 'Brightwater offers 40% on the first year to whoever signs now.',
    competitor: 'Brightwater',
  },
  { kind: 'wish', words: 'Weekly delivery instead of every two weeks, the stock room is tiny.' },
  { kind: 'praise', words: 'Blow-dry slots no longer run over since they use the air-dry mousse.', ...dryer },
  { kind: 'competitor', words: 'Two of five salons in the street have Nordlys at the till now.', ...nordlys },
  { kind: 'wish', words: 'Minimum order too high for a one-woman salon; a small set would do it.', ...small },
  { kind: 'problem', words: 'Pump leaks when the bottle is laid down in the bag.', ...pump },
  { kind: 'question', words: 'Asked whether the class can be held in their own salon, on a Monday.' },
  {
    kind: 'praise',
    words: 'Customer came back for a second bottle within the week.',
    store: 'Bellweather, Leeds',
    ...mousse,
  },
  {
    kind: 'wish',
    words: 'A tester with a sachet to take home would sell it, says the manager.',
    store: 'Bellweather, Leeds',
  },
  {
    kind: 'complaint',
    words: 'Shelf was empty for nine days before anybody noticed.',
    store: 'Bellweather, York',
  },
  {
    kind: 'competitor',
    words: 'Nordlys pays for the shelf at eye level until spring.',
    ...nordlys,
    store: 'Bellweather, York',
  },
  {
    kind: 'question',
    words: 'Which shampoo goes with it for fine hair? The card does not say.',
    product: 'Scalp wash',
  },
  {
    kind: 'praise',
    words: 'Scalp wash is what clients ask for by name since the radio spot.',
    product: 'Scalp wash',
  },
  {
    kind: 'problem',
    words: 'Cap of the scalp wash cracked in three of twelve bottles.',
    product: 'Scalp wash',
  },
  { kind: 'wish', words: 'Price list as a spreadsheet, please, not as a picture.' },
  { kind: 'praise', words: 'Owner timed it herself: eleven minutes less at the dryer.', ...dryer },
  { kind: 'complaint', words: 'Pump of the mousse stuck, client laughed, stylist did not.', ...pump },
  { kind: 'wish', words: 'Opening set for three chairs, half of what is in the big one.', ...small },
];
