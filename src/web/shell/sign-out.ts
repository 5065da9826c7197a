import { api } from '../api.ts';
import { asProblem } from '../problem.ts';
import { toast } from '../ui/toast.ts';

/** Leaves by a real page load: nothing of the old user stays in memory. */
export async function signOut(): Promise<void> {
  try {
    await api.post('/api/sign-out');
    sessionStorage.clear();
    location.assign('/sign-in');
  } catch (thrown) {
    toast(`You are still signed in. ${asProblem(thrown).detail}`, { wrong: true });
  }
}
