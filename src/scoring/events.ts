import type { Temperature } from './temperature.ts';

export const moveReasons = ['touched', 'raised_hand', 'cooled', 'fit', 'model', 'merged', 'verdict'] as const;
export type MoveReason = (typeof moveReasons)[number];

/** A contact's temperature is another than before; or it is hot as before, and the contact has raised a hand. */
export type TemperatureMove = {
  contactId: string;
  from: Temperature;
  to: Temperature;
  why: MoveReason;
  /** The rule of the raised hand, when that is why. */
  raisedHand?: string;
  fit: number;
  engagement: number;
  modelId: string;
  at: Date;
};

declare module '../platform/events.ts' {
  interface EventMap {
    'contact.temperature-moved': {
      from: Temperature;
      to: Temperature;
      why: MoveReason;
      fit: number;
      engagement: number;
    };
    'score-model.drafted': { number: number };
    'score-model.proposed': { number: number };
    'score-model.signed': { number: number; side: 'marketing' | 'sales' };
    'score-model.withdrawn': { number: number };
    'score-model.in-force': { number: number };
  }
}

declare module '../platform/listeners.ts' {
  interface ListenerMap {
    /** Told in the transaction of the write that moved them. Not told when a new model comes into force: see there. */
    'temperatures.moved': { moves: TemperatureMove[] };
    /** How many leads the reps can have open by the routing, which is downstream: whoever knows, answers. */
    'capacity.asked': { answer: (leads: number) => void };
  }
}
