import '../styles/record.css';
import { useState, type ReactNode } from 'react';
import { Avatar } from '../ui/Avatar.tsx';
import type { Crumb } from '../ui/Crumbs.tsx';
import { Page } from '../ui/Page.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { classes } from '../ui/classes.ts';
import { Neighbours } from './Neighbours.tsx';
import { usePlace } from './use-place.ts';

export type RecordPageProps = {
  /** Of the list it stands in: gives the way back and the neighbours. */
  noun: string;
  id: string;
  linkTo: (id: string) => string;
  /** Where the server says who stands beside this record: asked where the list's memory ends. */
  neighbours?: string;
  /** The list, for people who come from elsewhere. */
  list: { label: string; to: string };
  title: string;
  /** Companies and things have square avatars. */
  square?: boolean;
  /** Under the title: a sentence, tags, temperature, owner. */
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** Across the page, for instance the journey line. */
  top?: ReactNode;
  facts: ReactNode;
  timeline: ReactNode;
  context?: ReactNode;
  /** What the three parts are called on a phone. */
  names?: { timeline?: string; facts?: string; context?: string };
};

type Part = 'left' | 'middle' | 'context';

/** The layout all records share: facts left, timeline in the middle, context right; on a phone, tabs. */
export function RecordPage(props: RecordPageProps) {
  const { noun, id, list, title, subtitle, actions, top, facts, timeline, context, names } = props;
  const [part, setPart] = useState<Part>('middle');
  const place = usePlace(noun, id, props.neighbours);
  const crumbs: Crumb[] = [{ label: list.label, to: list.to }];
  if (place !== undefined && place.name !== '') crumbs.push({ label: place.name, to: place.href });
  const tabs: { value: Part; label: string }[] = [
    { value: 'middle', label: names?.timeline ?? 'Timeline' },
    { value: 'left', label: names?.facts ?? 'Facts' },
    ...(context === undefined ? [] : [{ value: 'context' as const, label: names?.context ?? 'Context' }]),
  ];
  const head = (
    <header className="head">
      <div className="ident grow">
        <Avatar name={title} size="large" square={props.square ?? false} />
        <div className="grow">
          <h1>{title}</h1>
          {subtitle !== undefined && <div className="line">{subtitle}</div>}
        </div>
      </div>
      {actions !== undefined && <div className="actions">{actions}</div>}
    </header>
  );
  return (
    <Page
      title={title}
      crumbs={crumbs}
      head={head}
      flush
      bar={<Neighbours place={place} linkTo={props.linkTo} />}
    >
      {top !== undefined && <section className="record-top">{top}</section>}
      <div className="record-tabs">
        <Tabs label="Parts of this record" tabs={tabs} value={part} onChange={setPart} />
      </div>
      <div className={classes('record', context === undefined && 'two')} data-tab={part}>
        <section className="left" aria-label={names?.facts ?? 'Key facts'}>
          {facts}
        </section>
        <section className="middle" aria-label={names?.timeline ?? 'Timeline'}>
          <h2 className="sr">{names?.timeline ?? 'Timeline'}</h2>
          {timeline}
        </section>
        {context !== undefined && (
          <section className="context" aria-label={names?.context ?? 'Context'}>
            {context}
          </section>
        )}
      </div>
    </Page>
  );
}
