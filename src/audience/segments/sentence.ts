import type { AnyCondition, ConditionWords } from '../../platform/conditions.ts';
import { isGroup, type Group, type Item, type Tree } from './tree.ts';
import { capital, listed } from './words.ts';

type WordsOf = (condition: AnyCondition) => ConditionWords;

/** "Customers in Germany who viewed /pricing at least 3 times in the last 30 days and never opened an e-mail" */
export function sentenceOf(tree: Tree, wordsOf: WordsOf): string {
  const single = tree.items.length === 1;
  const direct = tree.match === 'all' || (tree.match === 'any' && single);
  const words = direct ? tree.items.map((item) => (isGroup(item) ? undefined : wordsOf(item))) : [];
  const head = words.findIndex((each) => each?.noun !== undefined);
  const beside = words.map((each, index) => (index === head ? undefined : each?.beside));
  const rest = tree.items.filter((_, index) => index !== head && beside[index] === undefined);
  const noun = words[head]?.noun ?? 'contacts';
  const start = [capital(noun), ...beside.filter((each) => each !== undefined)].join(' ');
  if (rest.length === 0) return start;
  return `${start} who ${clauseOf({ ...tree, items: rest }, wordsOf, false)}`;
}

type Joined = { joiner: 'and' | 'or'; parts: string[] };

function clauseOf(item: Item, wordsOf: WordsOf, negated: boolean): string {
  const { joiner, parts } = joinedOf(item, wordsOf, negated);
  return listed(parts, joiner);
}

/** "None of these" says every part the other way round; so does whatever stands in it. */
function joinedOf(item: Item, wordsOf: WordsOf, negated: boolean): Joined {
  if (!isGroup(item)) {
    const { who, whoNot } = wordsOf(item);
    return { joiner: 'and', parts: [negated ? whoNot : who] };
  }
  const inner = negated !== (item.match === 'none');
  const [only] = item.items;
  if (only && item.items.length === 1) return joinedOf(only, wordsOf, inner);
  const joiner = joinerOf(item, negated);
  const parts = item.items.flatMap((each) => {
    const joined = joinedOf(each, wordsOf, inner);
    if (joined.parts.length === 1 || joined.joiner === joiner) return joined.parts;
    return [`(${listed(joined.parts, joined.joiner)})`];
  });
  return { joiner, parts };
}

function joinerOf({ match }: Group, negated: boolean): 'and' | 'or' {
  return (match === 'any') === negated ? 'and' : 'or';
}
