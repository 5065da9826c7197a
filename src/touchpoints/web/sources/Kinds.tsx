import { useState } from 'react';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { Section } from '../../../workspace/web/parts/Section.tsx';
import { useKinds } from '../kinds.ts';
import { channelWord } from '../words.ts';

const NewKindDialog = later(async () => (await import('./NewKindDialog.tsx')).NewKindDialog);

/** What the company calls its own moments: events of that name become touchpoints of this kind. */
export function Kinds() {
  const [adding, setAdding] = useState(false);
  const may = useMay('sources.manage');
  const declared = useKinds().filter((kind) => kind.declared);
  return (
    <Section
      title="Kinds of our own"
      hint="Calls, visits, page views and the like are built in. What only your company does, name here: events of that name become this kind, and colleagues can log it."
    >
      {declared.length > 0 && (
        <ul className="lines">
          {declared.map(({ kind, label, channel, team }) => (
            <li key={kind}>
              <span className="about">
                <span className="row wrap">
                  <span className="strong">{label}</span>
                  <code className="small muted">{kind}</code>
                </span>
              </span>
              {channel !== null && <Tag tone="outline">{channelWord(channel)}</Tag>}
              {team !== null && <TeamDot team={team} />}
            </li>
          ))}
        </ul>
      )}
      {declared.length === 0 && <p className="muted">None yet.</p>}
      {may && (
        <div>
          <Button icon="plus" onClick={() => setAdding(true)}>
            Declare a kind
          </Button>
        </div>
      )}
      {adding && <NewKindDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}
