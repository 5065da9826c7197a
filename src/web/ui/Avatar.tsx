import type { TeamKind } from '../session.ts';
import { classes } from './classes.ts';

type Props = {
  name: string;
  team?: TeamKind | undefined;
  size?: 'small' | 'medium' | 'large' | undefined;
  /** Companies and things are square, people round. */
  square?: boolean;
  /** Set when the name does not stand beside it. */
  alone?: boolean;
};

export function Avatar({ name, team, size, square = false, alone = false }: Props) {
  const look = classes('avatar', team, size, square && 'square');
  if (!alone) {
    return (
      <span className={look} aria-hidden="true">
        {initials(name)}
      </span>
    );
  }
  return (
    <span className={look} role="img" aria-label={name} data-tip={name}>
      {initials(name)}
    </span>
  );
}

/** 'Nora Castellan' → NC, 'Hallow & Reed' → HR, 'anna@x.example' → A */
export function initials(name: string): string {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}
