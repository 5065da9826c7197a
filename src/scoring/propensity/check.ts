import type { Db } from '../../platform/db.ts';
import type { Effect } from '../learn/effects.ts';
import { chosenKinds } from './chosen.ts';
import type { ModelCheck, PropensityState } from './contract.ts';
import { findLastTraining, findModel, windowOf, type InUse } from './models.ts';
import { readRuleWorths } from './rules.ts';
import { runningTraining } from './training.ts';
import { readLabels, wordsFor, type Labels } from './words.ts';

/** Whether there is a model, and how the last training went. */
export async function propensityState(db: Db): Promise<PropensityState> {
  return stateOf(db, await findModel(db));
}

async function stateOf(db: Db, model: InUse | null): Promise<PropensityState> {
  const last = await findLastTraining(db);
  return {
    model: model && {
      id: model.id,
      trainedAt: model.trained_at,
      windowDays: model.window_days,
      contacts: model.contacts,
      examples: model.examples,
      customers: model.customers,
      from: model.oldest_cut_off,
      to: model.newest_cut_off,
      sampled: Math.min(1, model.sampled),
      auc: ranged(model.checked.held.auc),
    },
    windowDays: await windowOf(db),
    lastTraining: last && {
      id: last.id,
      outcome: last.outcome,
      words: last.words,
      windowDays: last.window_days,
      examples: last.examples,
      customers: last.customers,
      at: last.at,
    },
    operationId: await runningTraining(db),
  };
}

const MOST_EFFECTS = 24;

/** All that the page Model check draws. */
export async function checkModel(db: Db): Promise<ModelCheck> {
  const model = await findModel(db);
  const labels = await readLabels(db);
  const checked = model?.checked;
  const chosen = await chosenKinds(db);
  return {
    ...(await stateOf(db, model)),
    held: checked
      ? { ...checked.held, cutOff: new Date(checked.held.cutOff), auc: ranged(checked.held.auc) }
      : null,
    folds: checked ? { ...checked.folds, auc: ranged(checked.folds.auc) } : null,
    calibration: checked?.calibration ?? null,
    leftOut: model?.model.catalogue.leftOut.map((kind) => wordsFor(`kind:${kind}`, null, labels)) ?? [],
    effects: checked ? strongest(checked.effects).map((effect) => toShown(effect, labels, chosen)) : [],
    rules: await readRuleWorths(db),
  };
}

/** Those that are sure to be there; the strongest first. */
function strongest(effects: Effect[]): Effect[] {
  return effects
    .filter(({ low, high }) => low > 0 || high < 0)
    .toSorted((a, b) => surely(b) - surely(a))
    .slice(0, MOST_EFFECTS);
}

/** What is left of it at the end of the interval that is nearer to nothing. */
function surely({ low, high }: Effect): number {
  return Math.min(Math.abs(low), Math.abs(high));
}

function toShown(
  { subject, word, kind, logOdds, low, high, people }: Effect,
  labels: Labels,
  chosen: ReadonlySet<string>,
) {
  const words = wordsFor(subject, kind === 'unknown' ? null : word, labels);
  return {
    words:
      kind === 'more'
        ? `More: ${words.charAt(0).toLowerCase()}${words.slice(1).replace(/ not known$/, '')}`
        : words,
    times: { value: Math.exp(logOdds), low: Math.exp(low), high: Math.exp(high) },
    people,
    chosen: subject === 'sales' || chosen.has(subject.replace(/^kind:/, '')),
  };
}

function ranged({ auc, low, high }: { auc: number; low: number; high: number }) {
  return { value: auc, low, high };
}
