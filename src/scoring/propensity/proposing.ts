import type { Actor } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict } from '../../platform/errors.ts';
import { modelInForce } from '../known-models.ts';
import type { ModelDocument } from '../model.ts';
import { draftModel, editModel } from '../models.ts';
import type { ModelCheck } from './contract.ts';
import { readRuleWorths } from './rules.ts';

type Worths = NonNullable<ModelCheck['rules']>;

/**
 * A draft of the model in force with the points that were measured, where they lie outside chance; the other rules keep
 * theirs, and so do those about what sales did, as what is measured of them is whom sales chose.
 */
export async function proposePoints(db: Db, who: Actor): Promise<{ id: string }> {
  return transaction(db, async (trx) => {
    const worths = await readRuleWorths(trx);
    const inForce = await modelInForce(trx);
    if (!worths || worths.modelId !== inForce.id)
      throw new Conflict('The rules in force have not been measured yet. Train the model first.');
    const points = new Map<string, number>(
      worths.items.flatMap(({ ruleId, proposed, suggested }) =>
        proposed && suggested !== null ? [[ruleId, suggested] as const] : [],
      ),
    );
    if (points.size === 0)
      throw new Conflict(
        'What was measured speaks for no other points: each may be chance, or whom sales chose.',
      );
    const draft = await draftModel(trx, who, inForce.id);
    const { id } = await editModel(trx, who, draft.id, {
      document: withPoints(inForce.document, points),
      note: noteOf(worths),
    });
    return { id };
  });
}

/** What the other side reads first: what the points rest on, and which were left as they are. */
export function noteOf({ measuredAt, items }: Pick<Worths, 'measuredAt' | 'items'>): string {
  const day = measuredAt.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const signed = items.filter(({ points }) => points !== null);
  const taken = signed.filter(({ proposed }) => proposed).length;
  const ours = signed.filter(({ chosen }) => chosen).length;
  const others = signed.length - taken - ours;
  return [
    `${rules(taken, 'take')} the points measured on ${day}, by who became a customer until then.`,
    others > 0 ? `${kept(others)}, as what was measured may be chance.` : '',
    ours > 0 ? `${kept(ours)}, as sales chose whom to call or visit: that says whom, not what it did.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function rules(count: number, verb: string): string {
  return count === 1 ? `1 rule ${verb}s` : `${count} rules ${verb}`;
}

function kept(count: number): string {
  return `${rules(count, 'keep')} ${count === 1 ? 'its own' : 'their own'}`;
}

function withPoints(document: ModelDocument, points: ReadonlyMap<string, number>): ModelDocument {
  const valued = <Rule extends { id: string; points: number }>(rule: Rule): Rule => ({
    ...rule,
    points: points.get(rule.id) ?? rule.points,
  });
  return {
    ...document,
    fit: { ...document.fit, rules: document.fit.rules.map(valued) },
    groups: document.groups.map((group) => ({ ...group, rules: group.rules.map(valued) })),
  };
}
