import { Tag } from '../../../web/ui/Tag.tsx';
import type { Person } from './people.ts';

export function PersonState({ person: { active } }: { person: Person }) {
  return active ? <span className="muted">Active</span> : <Tag tone="outline">Deactivated</Tag>;
}
