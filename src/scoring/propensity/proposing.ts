import type { Actor } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict } from '../../platform/errors.ts';
import { modelInForce } from '../known-models.ts';
import type { ModelDocument } from '../model.ts';
import { draftModel, editModel } from '../models.ts';
import { readRuleWorths } from './rules.ts';

/** A draft of the model in force with the points that were measured; rules of which nothing was measured keep theirs. */
export async function proposePoints(db: Db, who: Actor): Promise<{ id: string }> {
  return transaction(db, async (trx) => {
    const worths = await readRuleWorths(trx);
    const inForce = await modelInForce(trx);
    if (!worths || worths.modelId !== inForce.id)
      throw new Conflict('The rules in force have not been measured yet. Train the model first.');
    const points = new Map<string, number>(
      worths.items.flatMap(({ ruleId, points: signed, suggested }) =>
        suggested === null || signed === null ? [] : [[ruleId, suggested] as const],
      ),
    );
    if (points.size === 0)
      throw new Conflict('There is too little behind every rule to suggest points for it.');
    const draft = await draftModel(trx, who, inForce.id);
    const note = `Points as measured on who became a customer after ${worths.cutOff.toISOString().slice(0, 10)} and before.`;
    const { id } = await editModel(trx, who, draft.id, {
      document: withPoints(inForce.document, points),
      note,
    });
    return { id };
  });
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
