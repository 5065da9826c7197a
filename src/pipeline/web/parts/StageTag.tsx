import { Tag } from '../../../web/ui/Tag.tsx';
import { stageWords, type Stage } from '../words.ts';

const tones = { open: 'outline', won: 'good', lost: 'bad' } as const;

export function StageTag({ stage }: { stage: Stage }) {
  return <Tag tone={tones[stage]}>{stageWords[stage]}</Tag>;
}
