import { Icon } from './Icon.tsx';

export type Warmth = 'cold' | 'warm' | 'hot';
const words: Record<Warmth, string> = { cold: 'Cold', warm: 'Warm', hot: 'Hot' };

export function Temperature({ value }: { value: Warmth }) {
  return (
    <span className={`temp ${value}`}>
      <Icon name={value} size={12} />
      {words[value]}
    </span>
  );
}
