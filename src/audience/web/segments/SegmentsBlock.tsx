import { Link } from '@tanstack/react-router';
import { Block } from '../../../web/record/Block.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { useSegmentsOf } from './segments.ts';

/** The segments and lists somebody is in, on their record. */
export function SegmentsBlock({ contactId }: { contactId: string }) {
  const found = useSegmentsOf(contactId).data?.items ?? [];
  if (found.length === 0) return null;
  return (
    <Block title="Segments">
      <ul className="plain-list">
        {found.map(({ id, name, kind, enteredAt }) => (
          <li key={id} className="row between">
            <Link to={`/segments/${id}`} className="row link truncate" style={{ minHeight: 24 }}>
              <Icon name={kind === 'list' ? 'note' : 'segment'} size={14} />
              <span className="truncate">{name}</span>
            </Link>
            <span className="small muted">
              <RelativeTime at={enteredAt} />
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}
