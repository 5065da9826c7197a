import { describe, expect, test } from 'vitest';
import { ALIKE, likeness, middleOf, nameFor, starsOf, vectorsOf, type Said } from './likeness.ts';

/** Notes as reps write them, each with what it is truly about. */
const labelled: [topic: string, words: string][] = [
  ['delivery', 'Delivery took nearly three weeks, she nearly ran out of colour'],
  ['delivery', 'The order was delivered late again, two weeks after we promised'],
  ['delivery', 'Late deliveries. He keeps a second supplier just for that'],
  ['delivery', 'Waited ten days for delivery, no message in between'],
  ['scent', 'The new shampoo smells too strong for her clients, several complained of the scent'],
  ['scent', 'Clients find the scent of the shampoo too strong'],
  ['scent', 'Wishes for a shampoo without scent, for sensitive clients'],
  ['training', 'Asks whether we offer colour training for apprentices'],
  ['training', 'Would book a training day for her apprentices if there was one in Leeds'],
  ['training', 'Apprentice training is what keeps them with Brightwave'],
  ['price', 'Says the starter kit costs more than the one of Brightwave'],
  ['price', 'Too expensive: the starter kit costs twice what he pays now'],
  ['alone', 'Loved the talk at the fair'],
  ['alone', 'Parking behind the warehouse is impossible on Fridays'],
];
const said = labelled.map(([, words], index): Said => ({ id: String(index), words, named: [] }));
const topicOf = (id: string) => labelled[Number(id)]?.[0] ?? '';

describe('what belongs together', () => {
  const stars = starsOf(vectorsOf(said));
  const together = stars.flatMap((star) =>
    star.flatMap((one, place) =>
      star.slice(place + 1).map((other) => [topicOf(one), topicOf(other)] as const),
    ),
  );

  test('is found in other words, and hardly anything foreign comes with it', () => {
    const right = together.filter(([one, other]) => one === other && one !== 'alone');
    expect(right.length / together.length).toBeGreaterThan(0.7);
    const topics = stars.map((star) => topicOf(star[0] ?? ''));
    for (const topic of ['delivery', 'scent', 'training']) expect(topics).toContain(topic);
    expect(stars.flat().map(topicOf)).not.toContain('alone');
  });

  test('most of it is found', () => {
    expect(stars.flat().length).toBeGreaterThanOrEqual(10);
  });

  test('a name says what they share', () => {
    const scents = said.filter(({ id }) => topicOf(id) === 'scent');
    expect(nameFor(scents, said).toLowerCase()).toMatch(/scent/);
    expect(nameFor(scents, said)).toMatch(/^\p{Lu}/u);
  });
});

test('a new note is most like the theme it belongs to', () => {
  const all = [...said, { id: 'new', words: 'Delivered a week late, third time this year', named: [] }];
  const vectors = vectorsOf(all);
  const middle = (topic: string) =>
    middleOf(said.flatMap(({ id }) => (topicOf(id) === topic ? (vectors.get(id) ?? []) : [])));
  const mine = vectors.get('new') ?? new Map();
  const near = ['delivery', 'scent', 'training', 'price']
    .map((topic) => [topic, likeness(mine, middle(topic))] as const)
    .toSorted((one, other) => other[1] - one[1]);
  expect(near[0]?.[0]).toBe('delivery');
  expect(near[0]?.[1]).toBeGreaterThan(ALIKE);
});

test('other languages need no list of their words, and a misspelling is no other word', () => {
  const german = [
    'Die Lieferung kam zwei Wochen zu spät',
    'Lieferungen verspätet, zwei Wochen',
    'Der Duft ist Kundinnen zu stark',
  ].map((words, index) => ({ id: String(index), words, named: [] }));
  const vectors = vectorsOf(german);
  const of = (id: string) => vectors.get(id) ?? new Map();
  expect(likeness(of('0'), of('1'))).toBeGreaterThan(likeness(of('0'), of('2')) * 2);
});

test('what was named beside the words counts', () => {
  const noted = [
    { id: 'a', words: 'Cheaper there', named: ['Brightwave'] },
    { id: 'b', words: 'They have a nicer display', named: ['brightwave'] },
    { id: 'c', words: 'A quick look around', named: [] },
  ];
  const vectors = vectorsOf(noted);
  expect(likeness(vectors.get('a') ?? new Map(), vectors.get('b') ?? new Map())).toBeGreaterThan(ALIKE);
  expect(starsOf(vectors)[0]?.toSorted()).toEqual(['a', 'b']);
});
