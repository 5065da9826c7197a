import { useForm, type Form } from '../../../web/forms/use-form.ts';
import { asProblem } from '../../../web/problem.ts';
import { refreshHandoffs } from '../handoffs.ts';
import { draftOf, forgetDraft, keepDraft } from './drafts.ts';
import { closeAct } from './open-act.ts';

type Options<V extends Record<string, unknown>> = {
  /** Under which what was typed is kept until it is sent. */
  draft: string;
  fresh: V;
  check?: (values: V) => Partial<Record<keyof V, string>>;
  submit: (values: V) => Promise<unknown>;
};

/** A form in a dialog of this room: it closes when it is sent, and loses nothing when it is closed before. */
export function useActForm<V extends Record<string, unknown>>({
  draft,
  fresh,
  check,
  submit,
}: Options<V>): { form: Form<V>; close: () => void } {
  const form = useForm<V>({
    initial: draftOf(draft, fresh),
    ...(check === undefined ? {} : { check }),
    submit: async (values) => {
      try {
        await submit(values);
      } catch (thrown) {
        // Somebody was faster: what stands behind the dialog is old.
        if (asProblem(thrown).status === 409) await refreshHandoffs();
        throw thrown;
      }
      forgetDraft(draft);
      closeAct();
    },
  });
  const close = () => {
    if (form.dirty) keepDraft(draft, form.values);
    closeAct();
  };
  return { form, close };
}
