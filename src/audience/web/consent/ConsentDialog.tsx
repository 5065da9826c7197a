import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import type { Contact } from '../contacts.ts';
import {
  channelWords,
  recordAnswers,
  stateWords,
  type Answer,
  type ConsentLine,
  type ConsentOfContact,
} from './consent.ts';

type Props = {
  contact: Contact;
  lines: ConsentLine[];
  answers: ConsentOfContact['answers'];
  may: boolean;
  onClose: () => void;
};

type Values = { what: string; state: Answer['state']; source: string; proof: string; day: string };

export function ConsentDialog(props: Props) {
  const { contact, may, onClose } = props;
  if (may) return <RecordAnswer {...props} />;
  return (
    <Dialog title={`What ${contact.name} agreed to`} onClose={onClose}>
      <History {...props} />
      <div className="dialog-foot">
        <Button primary onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}

function RecordAnswer(props: Props) {
  const { contact, lines, onClose } = props;
  const asked = lines.map((line) => ({
    value: `${line.purpose.key} ${line.channel}`,
    label: `${line.purpose.label} by ${channelWords[line.channel].toLowerCase()}`,
    line,
  }));
  const form = useForm<Values>({
    initial: { what: asked[0]?.value ?? '', state: 'given', source: '', proof: '', day: '' },
    check: ({ source }) => (source.trim() === '' ? { source: SAY_WHERE } : {}),
    submit: async (values) => {
      const chosen = asked.find(({ value }) => value === values.what);
      if (chosen === undefined) return;
      await recordAnswers(contact.id, [answerOf(chosen.line, values)]);
      toast(values.state === 'given' ? 'Consent recorded' : 'Withdrawal recorded');
      onClose();
    },
  });
  const wording = asked.find(({ value }) => value === form.values.what)?.line.purpose.wording;
  return (
    <FormDialog title={`What ${contact.name} agreed to`} form={form} submit="Record answer" onClose={onClose}>
      <Field label="Asked for" hint={wording}>
        <Select {...form.field('what')} choices={asked} />
      </Field>
      <Segmented label="Answer" {...form.field('state')} choices={yesOrNo} />
      <Field label="Where they answered" error={form.error('source')}>
        <TextInput {...form.field('source')} placeholder="Phone call" />
      </Field>
      <Field label="When" optional hint="Now, unless you say otherwise." error={form.error('day')}>
        <TextInput {...form.field('day')} type="datetime-local" />
      </Field>
      <Field label="Proof" optional hint="What you would show: the wording, the form’s address, the letter.">
        <TextArea {...form.field('proof')} rows={2} />
      </Field>
      <History {...props} />
    </FormDialog>
  );
}

const SAY_WHERE = 'Say where they answered, for example “Phone call”.';
const yesOrNo = [
  { value: 'given', label: stateWords.given },
  { value: 'withdrawn', label: stateWords.withdrawn },
] as const;

function answerOf({ purpose, channel }: ConsentLine, { state, source, proof, day }: Values): Answer {
  return {
    purpose: purpose.key,
    channel,
    state,
    source,
    proof: proof.trim() === '' ? null : proof,
    ...(day === '' ? {} : { happenedAt: new Date(day).toISOString() }),
  };
}

function History({ lines, answers }: Props) {
  if (answers.length === 0) return null;
  const labelOf = (key: string) => lines.find(({ purpose }) => purpose.key === key)?.purpose.label ?? key;
  return (
    <details open={answers.length <= 3}>
      <summary>Earlier answers ({answers.length})</summary>
      <ul className="consent-history">
        {answers.map((answer) => (
          <li key={answer.id}>
            <span>
              <span className="strong">{stateWords[answer.state]}</span> to {labelOf(answer.purpose)} by{' '}
              {channelWords[answer.channel].toLowerCase()}, <RelativeTime at={answer.happenedAt} />
            </span>
            <span className="small muted">
              {answer.source} · put down by {answer.recordedBy}
            </span>
            {answer.proof !== null && <span className="small">{answer.proof}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
