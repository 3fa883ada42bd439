import type { Config } from "../api/configuration/config";
import type { Context } from "../api/context";
import type { CommonInputs } from "../lifecycle/kind";
import { Ownership } from "../lifecycle/ownership";
import type { Thing } from "../lifecycle/registry";
import type { AnyKind } from "../resources";

/** What is recorded beside a state. */
export interface Marks {
  /** After a partial failure: why a later update has to go on where this one stopped. */
  readonly __unfinished?: string;
  /** Where a resource is, for a kind whose operations take no region. */
  readonly __place?: string;
  /** The account that a resource is in; state of older releases lacks it. */
  readonly __account?: string;
  /** The properties that are, or may be, secret. */
  readonly __secret?: readonly string[];
}

/** What is recorded of a resource: where it is, and its state. */
export function apart<Properties extends Marks & { readonly __provider?: string }>(properties: Properties) {
  const { __provider, __unfinished, __place, __account, __secret, ...state } = properties;
  return { recorded: { __place, __account, __secret }, state };
}

const ACCOUNT_ID = "alicloud-soar:accountId";

/**
 * The marks of where a resource is: the recorded ones or, for a new resource, those of the configuration and the
 * credentials. The cloud is asked once a process whose the credentials are.
 * @throws where the resource is elsewhere: there, it would be taken for gone
 */
export async function marksOf(context: Context, kind: AnyKind, id?: string, recorded: Marks = {}): Promise<Marks> {
  refuseElsewhere(context.config, kind, id, recorded);
  const { accountId } = context.config;
  const actual = await context.collections.account.id(context);
  const ownership = Ownership.of(context);
  ownership.account = actual;
  if (accountId !== undefined && accountId !== actual) {
    throw new Error(
      `The credentials are of account ${actual}, but ${ACCOUNT_ID} is ${accountId}. Change one of the two.`,
    );
  }
  const { __account = actual, __place = kind.location?.(context.config) } = recorded;
  const but = `the credentials are of account ${actual}`;
  const advice = `; set ${ACCOUNT_ID} to learn of this from a preview`;
  if (__account !== actual) throw inAnotherAccount(`${kind.name} ${id}`, __account, but, advice);
  // What replaces a resource, or stands beside it, would be created with the wrong keys.
  const other = id === undefined ? ownership.elsewhere(actual) : undefined;
  if (other?.account !== undefined) throw inAnotherAccount(`${other.kind} ${other.id}`, other.account, but, advice);
  return { ...recorded, __place, __account };
}

/**
 * Whether nobody knows if the keys are of the account that a resource is in: neither state nor configuration names it, and
 * the keys do not show the resource.
 */
export async function isInDoubt(
  context: Context,
  kind: AnyKind,
  id: string,
  state: CommonInputs,
  { __account }: Marks,
): Promise<boolean> {
  if (__account !== undefined || context.config.accountId !== undefined) return false;
  if (kind.isShown !== undefined) return !(await kind.isShown(context, id, state));
  return (await kind.read(context, id, state)) === undefined;
}

/** The error for what must not be taken for gone, as nobody knows whether the keys are of its account. */
export function inDoubt(what: string, { __account }: Marks): Error {
  return new Error(
    `${what} is not found with the credentials of account ${__account}, and its state does not say which account it is in. ` +
      `If it is that account, set ${ACCOUNT_ID} to ${__account}, and it counts as gone ("refresh" and "destroy" see the ` +
      'setting with --run-program); else use the keys of its own. "pulumi state delete <its URN>" forgets it without a look.',
  );
}

/** A recorded resource as a thing of the cloud. */
export function thingOf(kind: AnyKind, id: string, { __place, __account }: Marks, state: CommonInputs): Thing {
  return { kind: kind.name, id, account: __account, centre: kind.centreOf?.(state) ?? __place };
}

/**
 * Refuses what is in another place or account than the configured one, without a call.
 * @throws where it is
 */
export function refuseElsewhere(config: Config, kind: AnyKind, id: string | undefined, recorded: Marks): void {
  const { __account: account, __place: place } = recorded;
  const configured = kind.location?.(config);
  if (place !== undefined && configured !== undefined && place !== configured) {
    throw new Error(
      `${kind.name} ${id} is in ${place}, but the provider is configured for ${configured}. ` +
        "Set alicloud-soar:region back, or give the resource an explicit Provider for its region.",
    );
  }
  const { accountId } = config;
  if (account === undefined || accountId === undefined || account === accountId) return;
  throw inAnotherAccount(`${kind.name} ${id}`, account, `${ACCOUNT_ID} is ${accountId}`);
}

function inAnotherAccount(what: string, account: string, but: string, advice = ""): Error {
  return new Error(
    `${what} is in account ${account}, but ${but}. Use the keys of account ${account}, or give the resource an explicit ` +
      `Provider that has them${advice}. To have it in the other account instead, delete it with its own keys first.`,
  );
}
