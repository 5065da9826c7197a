import { parentPort, type MessagePort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';

export type Question = { password: string; guesses: string[]; answer: MessagePort };
export type Strength = { score: number; advice: string[] };

const meter = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  translations,
});

parentPort?.on('message', ({ password, guesses, answer }: Question) => {
  const { score, feedback } = meter.check(password, guesses);
  const strength: Strength = {
    score,
    advice: [feedback.warning ?? '', ...feedback.suggestions].filter(Boolean),
  };
  answer.postMessage(strength);
});
