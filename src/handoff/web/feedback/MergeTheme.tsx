import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { queryClient } from '../../../web/query.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { FEEDBACK, themesQuery, type WholeTheme } from './feedback.ts';

/** Two themes that are one: all of this one moves to the other. */
export function MergeTheme({ theme }: { theme: WholeTheme }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="merge" onClick={() => setOpen(true)}>
        Merge
      </Button>
      {open && <MergeDialog theme={theme} onClose={() => setOpen(false)} />}
    </>
  );
}

function MergeDialog({ theme, onClose }: { theme: WholeTheme; onClose: () => void }) {
  const themes = useQuery(themesQuery).data?.items.filter(({ id }) => id !== theme.id) ?? [];
  const navigate = useNavigate();
  const form = useForm({
    initial: { into: '' },
    check: ({ into }) => (into === '' ? { into: 'Choose a theme.' } : {}),
    submit: async ({ into }) => {
      await api.post(`/api/themes/${theme.id}/merger`, { into });
      await queryClient.invalidateQueries({ queryKey: FEEDBACK });
      onClose();
      toast('Merged. The old address leads here');
      await navigate({ to: `/feedback/themes/${into}` });
    },
  });
  return (
    <FormDialog title={`Merge “${theme.name}”`} form={form} submit="Merge" onClose={onClose}>
      <Field
        label="Into"
        error={form.error('into')}
        hint="What was said and what came of it moves there. It cannot be taken back as a whole."
      >
        <Select
          {...form.field('into')}
          placeholder="Choose a theme"
          choices={themes.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </FormDialog>
  );
}
