import {
  emptyGroup,
  isUnfinished,
  toDraft,
  toTree,
  type DraftGroup,
} from '../../../audience/web/segments/draft.ts';
import type {
  EngagementGroup,
  EngagementRule,
  FitRule,
  ModelDocument,
  RaisedHand,
} from '../../simulation/contract.ts';

/** A document while somebody writes it: conditions may be unfinished, and stay as they were typed. */
export type EditedFitRule = {
  id: string;
  points: number;
  root: DraftGroup;
  /** As it was when it was last whole; a rule that never was is not saved yet. */
  when: FitRule['when'] | undefined;
};
export type Edited = Omit<ModelDocument, 'fit'> & {
  fit: Omit<ModelDocument['fit'], 'rules'> & { rules: EditedFitRule[] };
};

export function editedOf(document: ModelDocument): Edited {
  const { fit } = document;
  const rules = fit.rules.map(({ id, points, when }) => ({ id, points, when, root: toDraft(when) }));
  return { ...document, fit: { ...fit, rules } };
}

/** What can be saved of it. */
export function documentOf(edited: Edited): ModelDocument {
  const rules = edited.fit.rules.flatMap(({ id, points, when }): FitRule[] =>
    when === undefined ? [] : [{ id, points, when }],
  );
  return { ...edited, fit: { ...edited.fit, rules } };
}

/** The same text for the same document, in whatever order its parts are kept. */
export function textOf(document: ModelDocument): string {
  return JSON.stringify(document, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

export function unfinishedIn({ fit }: Edited): number {
  return fit.rules.filter(({ root }) => isUnfinished(root)).length;
}

/** The rule with other conditions: kept as they were last whole until these are. */
export function withRoot(rule: EditedFitRule, root: DraftGroup): EditedFitRule {
  const tree = isUnfinished(root) ? undefined : toTree(root);
  return { ...rule, root, when: tree === undefined ? rule.when : tree };
}

const newId = () => crypto.randomUUID();

export function newFitRule(): EditedFitRule {
  return { id: newId(), points: 10, root: emptyGroup(), when: undefined };
}

export function newGroup(): EngagementGroup {
  return { id: newId(), label: 'New group', cap: 30, halfLifeDays: 14, rules: [newRule()] };
}

export function newRule(): EngagementRule {
  return { id: newId(), points: 5, what: { kinds: ['page_view'] } };
}

export function newHand(): RaisedHand {
  return { id: newId(), label: 'Asked for a call', what: { kinds: ['form_submitted'] } };
}

export function replaced<T extends { id: string }>(items: readonly T[], item: T): T[] {
  return items.map((each) => (each.id === item.id ? item : each));
}

export function withoutItem<T extends { id: string }>(items: readonly T[], id: string): T[] {
  return items.filter((each) => each.id !== id);
}
