import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { counted } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { themesQuery, type Theme } from './feedback.ts';
import { Weeks } from './Weeks.tsx';

/** What many say, those spoken of most of late first. */
export function ThemeList() {
  const query = useQuery(themesQuery);
  return (
    <Card title="Themes" flush>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="inner muted">
              Nobody has made a theme yet. Tick what belongs together in the stream, or take a suggestion.
            </p>
          ) : (
            <ul className="theme-list">
              {items.map((theme) => (
                <ThemeLine key={theme.id} theme={theme} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function ThemeLine({ theme }: { theme: Theme }) {
  const { open, doing, done } = theme.followUps;
  return (
    <li>
      <span className="stack">
        <Link to={`/feedback/themes/${theme.id}`} className="strong cover">
          {theme.name}
        </Link>
        <span className="row wrap small muted">
          <span>{counted(theme.notes, 'note', 'notes')}</span>
          {theme.verdicts > 0 && <span>{counted(theme.verdicts, 'verdict', 'verdicts')}</span>}
          {open + doing > 0 && <Tag>{open + doing} in hand</Tag>}
          {done > 0 && <Tag tone="good">{done} done</Tag>}
        </span>
      </span>
      <Weeks weeks={theme.weeks} />
    </li>
  );
}
