import { callElsewhere, type Stage } from '../../vocabulary.ts';
import { answerTo, GOODBYE, GREETING, utf8 } from './texts.ts';

/** Two conversations with one server, each answered while the other goes on. */
export async function talkTwoAtOnce({ learner, host, recorder }: Stage): Promise<void> {
  recorder.forget();
  const listener = await host();
  const talks = [];
  for (const name of ['Ana', '李明']) {
    const called = learner.call('converse', { ...listener.address }, [name, 'exit']);
    const connection = await listener.accept(called);
    const heard = ['你好', `你好, ${name}`, '再见'];
    // Where no connection came, the call is over, and tells why.
    if (!connection) (await called).resolves(heard, { facts: { atOnce: true } });
    talks.push({ name, called, connection, heard });
  }
  for (const { connection } of talks) await connection?.send(GREETING);
  for (const { connection, name } of talks) await connection?.expect(utf8(`${name}\n`));
  for (const { connection, name } of talks) await connection?.send(answerTo(name));
  for (const { connection } of talks) await connection?.expect(utf8('exit\n'));
  for (const { connection } of talks) {
    await connection?.send(GOODBYE);
    connection?.fin();
  }
  for (const { called, heard } of talks)
    (await called).resolves(heard, { facts: { atOnce: true } });
}

export async function talkElsewhere(stage: Stage): Promise<void> {
  stage.recorder.forget();
  const made = await callElsewhere(stage, (address) =>
    stage.learner.call('converse', { ...address }, ['exit']),
  );
  if (!made) return;
  await made.connection?.send(GREETING);
  await made.connection?.expect(utf8('exit\n'));
  await made.connection?.send(GOODBYE);
  made.connection?.fin();
  (await made.called).resolves(['你好', '再见']);
}

export async function greetElsewhere(stage: Stage): Promise<void> {
  const made = await callElsewhere(stage, (address) => stage.learner.call('greet', { ...address }));
  if (!made) return;
  await made.connection?.send(GREETING);
  await made.connection?.expectToEnd(GOODBYE);
  made.connection?.fin();
  (await made.called).resolves('你好');
}
