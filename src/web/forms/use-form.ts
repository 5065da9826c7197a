import { useRef, useState, type FormEvent } from 'react';
import { asProblem, type Problem } from '../problem.ts';

type Values = Record<string, unknown>;
type Options<V extends Values> = {
  initial: V;
  /** Throws a Problem when refused; its field errors then stand at their fields. */
  submit: (values: V) => Promise<unknown>;
  /** What can be said without asking the server: { email: 'An address has an @.' } */
  check?: (values: V) => Partial<Record<keyof V, string>>;
};

export type Form<V extends Values> = {
  values: V;
  busy: boolean;
  dirty: boolean;
  /** What went wrong as a whole: for <FormError>. */
  problem: Problem | undefined;
  set: <K extends keyof V>(name: K, value: V[K]) => void;
  /** For a control: <TextInput {...form.field('name')} />. */
  field: <K extends keyof V & string>(name: K) => { name: K; value: V[K]; onChange: (value: V[K]) => void };
  /** For a Field: <Field error={form.error('name')}>. */
  error: (name: keyof V & string) => string | undefined;
  /** For the form: <form onSubmit={form.submit}>. */
  submit: (event?: FormEvent<HTMLFormElement>) => void;
  reset: (values?: V) => void;
};

/** Values, errors at their fields, and what was typed kept whatever happens. */
export function useForm<V extends Values>({ initial, submit, check }: Options<V>): Form<V> {
  const [start, setStart] = useState(initial);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const set: Form<V>['set'] = (name, value) => {
    setValues((now) => ({ ...now, [name]: value }));
    setErrors((now) => ({ ...now, [name]: undefined }));
  };
  const send = async (form: HTMLFormElement | undefined) => {
    const found = check?.(values) ?? {};
    setErrors(found);
    if (Object.values(found).some(Boolean)) return focusWrong(form);
    // Two quick presses of Enter come before React shows the button busy.
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await submit(values);
    } catch (thrown) {
      const { own, whole } = splitProblem(asProblem(thrown), Object.keys(values));
      setErrors(own);
      setProblem(whole);
      focusWrong(form);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return {
    values,
    busy,
    dirty: Object.keys(values).some((name) => values[name] !== start[name]),
    problem,
    set,
    field: (name) => ({ name, value: values[name], onChange: (value) => set(name, value) }),
    error: (name) => errors[name],
    submit: (event) => {
      event?.preventDefault();
      void send(event?.currentTarget);
    },
    reset: (next = start) => {
      setStart(next);
      setValues(next);
      setErrors({});
      setProblem(undefined);
    },
  };
}

/** Errors of fields on this form stand at the fields; anything else is told as a whole, so that nothing is lost. */
export function splitProblem(problem: Problem, names: string[]) {
  const own: Partial<Record<string, string>> = {};
  const others: string[] = [];
  for (const { field, message } of problem.errors) {
    const name = names.find(
      (known) => field === known || field.endsWith(`.${known}`) || field.endsWith(`/${known}`),
    );
    if (name === undefined) others.push(`${field}: ${message}`);
    else own[name] ??= message;
  }
  const allAtFields = problem.errors.length > 0 && others.length === 0;
  if (!allAtFields && others.length === 0) return { own, whole: problem };
  return { own, whole: allAtFields ? undefined : withDetail(problem, others.join(' ')) };
}

function withDetail(problem: Problem, more: string): Problem {
  return Object.assign(Object.create(problem) as Problem, { detail: `${problem.detail} ${more}`.trim() });
}

/** Once React has shown the errors. */
function focusWrong(form: HTMLFormElement | undefined): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
