import type { ReactNode } from 'react';
import { Icon } from '../../../web/ui/Icon.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { tip } from '../../../web/ui/tip.ts';
import { attempt } from '../contacts.ts';
import { useColleagues, useOwnerChoices } from '../people.ts';
import { ManyChoices } from './ManyChoices.tsx';
import type { Property, PropertyValue } from './properties.ts';
import { linkWords, offeredChoices, showValue, typedValue } from './words.ts';

/** '' takes the value away. */
export type Save = (key: string, value: string | string[] | boolean) => Promise<unknown>;

type Props = { property: Property; value: PropertyValue | undefined; may: boolean; save: Save };

/** One value, edited in the way of its type. */
export function PropertyFact(props: Props) {
  const { property, value, may, save } = props;
  const { key, label, type } = property;
  if (type === 'yes_no') return <YesNo {...props} />;
  if (type === 'multi_choice')
    return (
      <ManyChoices
        {...{ property, may }}
        value={Array.isArray(value) ? value : []}
        save={(next) => save(key, next)}
      />
    );
  if (type === 'user') return <Person {...props} />;
  const typed = typedValue(property, value);
  // What is shown while it is being saved is what was typed; in words once the server has read it.
  const show = (shown: string) => (shown === typed ? looks(property, value) : shown);
  const edit = (
    <InlineEdit
      label={label}
      value={typed}
      save={(next) => save(key, next)}
      may={may}
      type={type === 'date' ? 'date' : 'text'}
      choices={type === 'choice' ? offeredChoices(property, [typed]) : undefined}
      {...(type === 'choice' ? {} : { show })}
      {...(type === 'money' && property.currency !== null
        ? { placeholder: `Amount in ${property.currency}` }
        : {})}
    />
  );
  return type === 'url' && /^https?:/.test(typed) ? <WithLink url={typed}>{edit}</WithLink> : edit;
}

/** A click on the text edits it; what stands beside it opens it. */
function WithLink({ url, children }: { url: string; children: ReactNode }) {
  return (
    <div className="row between">
      <div className="grow">{children}</div>
      <a
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        className="open-link"
        aria-label={`Open ${linkWords(url)}`}
        {...tip('Open')}
      >
        <Icon name="external" size={14} />
      </a>
    </div>
  );
}

function looks(property: Property, value: PropertyValue | undefined) {
  const words = showValue(property, value);
  if (property.type !== 'url') return <span className="num">{words}</span>;
  return <span className="truncate">{linkWords(words)}</span>;
}

/** Not known is off, but says so. */
function YesNo({ property: { key, label }, value, may, save }: Props) {
  const words = value === undefined ? 'Not known' : value === true ? 'Yes' : 'No';
  if (!may) return <span>{words}</span>;
  const before = typeof value === 'boolean' ? value : '';
  return (
    <Switch
      checked={value === true}
      label={
        <>
          <span className="sr">{label}: </span>
          <span className={value === undefined ? 'faint' : undefined}>{words}</span>
        </>
      }
      onChange={(on) =>
        void attempt(() => save(key, on), `${label} changed`, { undo: () => save(key, before) })
      }
    />
  );
}

function Person({ property: { key, label }, value, may, save }: Props) {
  const colleagues = useColleagues();
  const choices = useOwnerChoices();
  return (
    <InlineEdit
      label={label}
      value={typeof value === 'string' ? value : ''}
      choices={choices}
      placeholder="Nobody"
      show={(id) => colleagues.get(id)?.name ?? 'a former colleague'}
      may={may}
      save={(id) => save(key, id)}
    />
  );
}
