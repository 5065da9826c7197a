import { Link } from '@tanstack/react-router';
import { about, count } from '../../../web/numbers.ts';
import { asProblem } from '../../../web/problem.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import type { Preview, usePreview } from './segments.ts';

type Props = { preview: ReturnType<typeof usePreview>; asked: boolean };

/** How many they are at this moment, and ten of them. */
export function PreviewPanel({ preview, asked }: Props) {
  const { data, isError, error, isFetching } = preview;
  return (
    <aside className="segment-preview" aria-label="Who this describes" aria-busy={isFetching}>
      <output className="preview-count" aria-live="polite">
        {asked && data !== undefined ? (
          <>
            <span className="big num">{sizeOf(data.estimate)}</span>{' '}
            <span className="muted">{data.estimate.count === 1 ? 'contact' : 'contacts'}</span>
          </>
        ) : (
          <span className="muted">Add a condition to see who it describes.</span>
        )}
      </output>
      {isError && <FormError problem={asProblem(error)} />}
      {asked && data !== undefined && data.people.length > 0 && (
        <>
          <h2 className="label">Some of them</h2>
          <ul className="preview-people">
            {data.people.map(({ id, name, about: where }) => (
              <li key={id}>
                <Link to={`/contacts/${id}`} className="row">
                  <Avatar name={name} size="small" />
                  <span className="truncate">{name}</span>
                  {where !== null && <span className="small muted truncate">{where}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

/** Nobody among thousands drawn by chance does not mean that there is nobody. */
function sizeOf({ count: size, exact }: Preview['estimate']): string {
  if (exact) return count(size);
  return size === 0 ? 'Hardly any' : about(size);
}
