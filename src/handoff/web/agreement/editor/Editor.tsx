import { useState } from 'react';
import { Button } from '../../../../web/ui/Button.tsx';
import { Card } from '../../../../web/ui/Card.tsx';
import { Field } from '../../../../web/ui/Field.tsx';
import { Menu } from '../../../../web/ui/Menu.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../../web/ui/TextInput.tsx';
import { toast } from '../../../../web/ui/toast.ts';
import type { AgreedPromise, Document, Side, WholeAgreement } from '../agreements.ts';
import { useWorkspaceCurrency } from '../../workspace-currency.ts';
import { sideWords } from '../words.ts';
import { EditorFoot } from './EditorFoot.tsx';
import { Meanings } from './Meanings.tsx';
import { newPromise, promiseKinds } from './new-promise.ts';
import { PromiseSentence } from './PromiseSentence.tsx';

/** A draft: promises are sentences with holes. Saved when one says so, proposed when it is ready. */
export function Editor({ agreement }: { agreement: WholeAgreement }) {
  const [document, setDocument] = useState<Document>(agreement.document);
  const [note, setNote] = useState(agreement.note ?? '');
  const change = (part: Partial<Document>) => setDocument((now) => ({ ...now, ...part }));
  const dirty =
    note !== (agreement.note ?? '') || JSON.stringify(document) !== JSON.stringify(agreement.document);
  const setPromises = (promises: AgreedPromise[]) => change({ promises });
  return (
    <>
      <Field label="Why this change" hint="Both sides read it above the signatures." optional>
        <TextInput value={note} onChange={setNote} placeholder="More capacity since the fair" />
      </Field>
      <Promises side="marketing" promises={document.promises} onChange={setPromises} />
      <Promises side="sales" promises={document.promises} onChange={setPromises} />
      <Meanings words={document.words} onChange={(words) => change({ words })} />
      <Card title="What else we agree">
        <Field
          label="Text"
          hiddenLabel
          hint="Markdown: ## for a heading, - for a list, **bold**, an empty line for a new paragraph."
        >
          <TextArea value={document.text} onChange={(text) => change({ text })} rows={10} />
        </Field>
      </Card>
      <EditorFoot agreement={agreement} draft={{ document, note }} dirty={dirty} />
    </>
  );
}

type PromisesProps = { side: Side; promises: AgreedPromise[]; onChange: (promises: AgreedPromise[]) => void };

function Promises({ side, promises, onChange }: PromisesProps) {
  const currency = useWorkspaceCurrency();
  const own = promises.filter((promise) => promise.side === side);
  return (
    <Card
      title={<span className={`team ${side}`}>{sideWords[side]} promises</span>}
      end={
        <Menu
          label={`Add a promise of ${side}`}
          align="end"
          renderTrigger={(props) => (
            <Button small ghost icon="plus" {...props}>
              Add a promise
            </Button>
          )}
          items={promiseKinds(side).map(({ metric, label }) => ({
            label,
            onSelect: () => onChange([...promises, newPromise(metric, currency)]),
          }))}
        />
      }
    >
      {own.length === 0 && <p className="muted">None yet: an agreement binds both sides.</p>}
      {own.map((promise) => (
        <PromiseSentence
          key={promise.id}
          promise={promise}
          onChange={(next) => onChange(promises.map((each) => (each.id === promise.id ? next : each)))}
          onRemove={() => {
            onChange(promises.filter((each) => each.id !== promise.id));
            toast('The promise is taken out of the draft.', { undo: () => onChange(promises) });
          }}
        />
      ))}
    </Card>
  );
}
