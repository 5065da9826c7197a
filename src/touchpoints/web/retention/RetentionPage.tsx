import '../../../workspace/web/parts/settings.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { SaveFoot } from '../../../web/forms/SaveFoot.tsx';
import { useForm, type Form } from '../../../web/forms/use-form.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { refresh } from '../../../workspace/web/parts/saving.ts';
import { Section } from '../../../workspace/web/parts/Section.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import {
  choicesFor,
  estimateOf,
  lossesIn,
  retentionQuery,
  rulesOf,
  ruleWords,
  textsOf,
  type Retention,
  type RuleName,
  type RuleTexts,
} from './retention.ts';

/** For how long touchpoints and visitors are kept. */
export function RetentionPage() {
  const retention = useQuery(retentionQuery);
  return (
    <Page
      title="Retention"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="For how long Tandem keeps what happened. What is older is deleted at night, for good."
    >
      <Loaded query={retention} lines={8}>
        {(rules) => <Rules rules={rules} />}
      </Loaded>
    </Page>
  );
}

function Rules({ rules }: { rules: Retention }) {
  const [asking, setAsking] = useState<{ values: RuleTexts; losses: string[] }>();
  const save = async (values: RuleTexts) => {
    await api.put('/api/retention', rulesOf(values));
    await refresh([retentionQuery.queryKey]);
    form.reset(values);
  };
  const before = textsOf(rules);
  const form = useForm<RuleTexts>({
    initial: before,
    submit: async (values) => {
      const losses = lossesIn(await estimateOf(values));
      if (losses.length > 0) return setAsking({ values, losses });
      await save(values);
      toast('Retention rules saved', { undo: () => save(before) });
    },
  });
  return (
    <form className="settings" onSubmit={form.submit} noValidate>
      <Section
        title="Touchpoints"
        hint="Whole months go at once. The first and the last touch of a contact, their channels and how many there were stay on the record; segments and scores see what is still there."
      >
        <Rule form={form} name="web" />
        <Rule form={form} name="others" />
      </Section>
      <Section title="Visitors" hint="Whoever has given a name or an address is never deleted by a rule.">
        <Rule form={form} name="visitors" />
        <SaveFoot form={form} primary />
        {rules.changed !== null && (
          <p className="small muted">
            Chosen by {rules.changed.by}, <RelativeTime at={rules.changed.at} />.
          </p>
        )}
      </Section>
      {asking !== undefined && (
        <DeleteDialog
          losses={asking.losses}
          save={() => save(asking.values)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </form>
  );
}

function Rule({ form, name }: { form: Form<RuleTexts>; name: RuleName }) {
  const { label, hint } = ruleWords[name];
  return (
    <div className="narrow">
      <Field label={label} hint={hint} error={form.error(name)}>
        <Select {...form.field(name)} choices={choicesFor(name)} />
      </Field>
    </div>
  );
}
