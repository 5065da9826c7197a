/**
 * What seems to say the same, without a model and in any language. Each text is a vector of its words' 4-grams: cut so,
 * "delivery", "delivered" and "delievries" share most of themselves, with no list of endings for each language (McNamee
 * and Mayfield, "Character n-gram tokenization for European language text retrieval", Information Retrieval 7, 2004).
 * A gram weighs by how often it comes in the text and how rare it is among all (tf·idf: Salton and Buckley, "Term-weighting
 * approaches in automatic text retrieval", Information Processing & Management 24, 1988); likeness is the cosine.
 * pg_trgm, which finds duplicates by their spelling, weighs "the" like "barrier cream" and compares whole strings, so two
 * complaints about one thing in different words stayed apart.
 *
 * Groups are stars (Aslam, Pelekhov and Rus, "The star clustering algorithm for static and dynamic information
 * organization", Journal of Graph Algorithms and Applications 8, 2004): whoever has the most neighbours is the middle of a
 * group of all of them; unlike k-means it need not be told how many groups there are, and what is like nothing stays alone.
 */
export type Said = {
  id: string;
  words: string;
  /** What was named beside the words: the competitor, the product, the reason. Each counts like a word. */
  named: string[];
};

export type Vector = Map<string, number>;

/** From this cosine on two texts are neighbours; measured on the labelled notes of the test (AUC 0.995). */
export const ALIKE = 0.3;
/** A gram of one text alone meets no other; in full weight it only made short notes unlike each other (AUC 0.984). */
const ALONE = 0.3;

/** One vector of length 1 a text; how rare a gram is, is counted among all of these. */
export function vectorsOf(said: Said[]): Map<string, Vector> {
  const counted = said.map((each) => [each.id, gramsOf(each)] as const);
  const texts = new Map<string, number>();
  for (const [, grams] of counted)
    for (const gram of grams.keys()) texts.set(gram, (texts.get(gram) ?? 0) + 1);
  const vectors = new Map<string, Vector>();
  for (const [id, grams] of counted) {
    const weights = new Map<string, number>();
    for (const [gram, times] of grams) {
      const having = texts.get(gram) ?? 1;
      const rare = Math.log(1 + said.length / having) * (having === 1 ? ALONE : 1);
      weights.set(gram, (1 + Math.log(times)) * rare);
    }
    vectors.set(id, normalised(weights));
  }
  return vectors;
}

export function likeness(one: Vector, other: Vector): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [gram, weight] of small) sum += weight * (large.get(gram) ?? 0);
  return sum;
}

/** The middle of several: what a theme sounds like. */
export function middleOf(vectors: Vector[]): Vector {
  const sum = new Map<string, number>();
  for (const vector of vectors)
    for (const [gram, weight] of vector) sum.set(gram, (sum.get(gram) ?? 0) + weight);
  return normalised(sum);
}

/** Groups of two and more, the largest first; in each the one most like all others first. */
export function starsOf(vectors: Map<string, Vector>, alike = ALIKE): string[][] {
  const neighbours = neighboursOf(vectors, alike);
  const weightOf = (id: string) =>
    [...(neighbours.get(id)?.values() ?? [])].reduce((sum, each) => sum + each, 0);
  const middles = [...vectors.keys()]
    .map((id) => ({ id, weight: weightOf(id) }))
    .toSorted((one, other) => other.weight - one.weight);
  const taken = new Set<string>();
  const stars: string[][] = [];
  for (const { id } of middles) {
    if (taken.has(id)) continue;
    const around = [...(neighbours.get(id) ?? [])].filter(([other]) => !taken.has(other));
    if (around.length === 0) continue;
    const star = [id, ...around.toSorted((one, other) => other[1] - one[1]).map(([other]) => other)];
    for (const each of star) taken.add(each);
    stars.push(star);
  }
  return stars.toSorted((one, other) => other.length - one.length);
}

/** Only texts that share a gram are compared: through which texts has each gram. */
function neighboursOf(vectors: Map<string, Vector>, alike: number): Map<string, Map<string, number>> {
  const having = new Map<string, [id: string, weight: number][]>();
  const neighbours = new Map<string, Map<string, number>>();
  for (const [id, vector] of vectors) {
    const near = new Map<string, number>();
    for (const [gram, weight] of vector) {
      const others = having.get(gram) ?? [];
      for (const [other, theirs] of others) near.set(other, (near.get(other) ?? 0) + weight * theirs);
      others.push([id, weight]);
      having.set(gram, others);
    }
    neighbours.set(id, new Map());
    for (const [other, cosine] of near) {
      if (cosine < alike) continue;
      neighbours.get(id)?.set(other, cosine);
      neighbours.get(other)?.set(id, cosine);
    }
  }
  return neighbours;
}

/** What most of these say and few of the others do, as a name to begin with. */
export function nameFor(these: Said[], all: Said[]): string {
  const inAll = textsWith(all);
  const here = [...textsWith(these)].filter(([, texts]) => texts.size * 2 >= these.length || texts.size >= 3);
  const telling = here
    .map(([word, texts]) => {
      const rare = Math.log(1 + all.length / (inAll.get(word)?.size ?? 1));
      return { word, weight: (texts.size / these.length) * rare };
    })
    .toSorted((one, other) => other.weight - one.weight || (one.word < other.word ? -1 : 1));
  const words = telling.slice(0, 3).map(({ word }) => word);
  const name = (words.length > 0 ? words : [these[0]?.words.slice(0, 60) ?? '']).join(', ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const GRAM = 4;
const SHORTEST_TELLING = 4;

function gramsOf({ words, named }: Said): Map<string, number> {
  const grams = new Map<string, number>();
  const add = (gram: string) => grams.set(gram, (grams.get(gram) ?? 0) + 1);
  for (const word of wordsOf(words)) {
    if (COMMON.has(word)) continue;
    if (word.length <= GRAM) add(word);
    else for (let at = 0; at + GRAM <= word.length; at++) add(word.slice(at, at + GRAM));
  }
  for (const name of named) for (let times = 0; times < NAMED_COUNTS; times++) add(`= ${name.toLowerCase()}`);
  return grams;
}

/** A word has several grams, a name is one: so that it counts like a word. */
const NAMED_COUNTS = 3;

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
}

function textsWith(said: Said[]): Map<string, Set<string>> {
  const having = new Map<string, Set<string>>();
  for (const { id, words } of said)
    for (const word of wordsOf(words)) {
      if (word.length < SHORTEST_TELLING || COMMON.has(word)) continue;
      having.set(word, (having.get(word) ?? new Set()).add(id));
    }
  return having;
}

function normalised(vector: Vector): Vector {
  const length = Math.hypot(...vector.values());
  if (length === 0) return vector;
  return new Map([...vector].map(([gram, weight]) => [gram, weight / length]));
}

/** What English says in every sentence. Other languages do without: what is common weighs little anyway. */
const COMMON = new Set(
  `the a an and or but if of in on at to for from by with without about as is are was were be been being am do does did
  have has had having it its they them their there these those this that then than he him his she her we us our you your
  i me my not no yes so too very just only also can could will would shall should may might must want wants wanted said
  says say asked asks ask told tells tell like likes liked get gets got more most much many some any all each other
  another which who whom what when where why how because after before again still even now here out up down over under
  into when whether one two while were went going make makes made`.split(/\s+/),
);
