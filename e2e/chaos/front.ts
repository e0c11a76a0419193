/** The way of a tab to the instances: a new connection goes to the next one that accepts it. */
import type { Instance } from "./instance";
import { firstOf, openProxy, type Way } from "./proxy";

export function openFront(instances: Instance[], first: number): Promise<Way> {
  let turn = first;
  return openProxy(() => {
    const from = turn++ % instances.length;
    const inOrder = [...instances.slice(from), ...instances.slice(0, from)];
    return firstOf(inOrder.map((instance) => ({ port: instance.port() })));
  });
}
