import { Button } from '../ui/Button.tsx';
import { FormError } from '../ui/FormError.tsx';
import type { Form } from './use-form.ts';

/** The end of a form that stays on its page: what went wrong, Save, and the way back to what is saved. */
export function SaveFoot<V extends Record<string, unknown>>({
  form,
  primary,
}: {
  form: Form<V>;
  primary?: boolean;
}) {
  return (
    <>
      <FormError problem={form.problem} />
      <div className="form-foot">
        <Button type="submit" primary={primary} busy={form.busy} disabled={!form.dirty}>
          Save
        </Button>
        {form.dirty && (
          <Button ghost onClick={() => form.reset()}>
            Cancel
          </Button>
        )}
      </div>
    </>
  );
}
