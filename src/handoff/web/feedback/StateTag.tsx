import { Tag } from '../../../web/ui/Tag.tsx';
import type { FollowUp } from './feedback.ts';
import { stateWords } from './words.ts';

const tones = { open: 'outline', doing: undefined, done: 'good', dropped: undefined } as const;

export function StateTag({ state }: Pick<FollowUp, 'state'>) {
  return <Tag tone={tones[state]}>{stateWords[state]}</Tag>;
}
