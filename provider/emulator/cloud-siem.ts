import type { Body } from "./operation";
import type { Arguments, Parameters } from "./parameters";
import type { Rule } from "./records";
import type { State } from "./state";

/** The three parameters that name a view. RegionId is the data-management centre, not an endpoint's region. */
export const viewParameters = {
  RegionId: { type: "string", values: ["cn-hangzhou", "ap-southeast-1"] },
  RoleType: { type: "int32", min: 0, max: 1 },
  RoleFor: { type: "int64" },
} as const satisfies Parameters;

type ViewArguments = Arguments<typeof viewParameters>;

/** The envelope of success. */
export function accepted(data: Body[string]): Body {
  return { Data: data, Success: true, Code: 200, Message: "success" };
}

/** The view that a call asks for. */
export function viewOf(args: ViewArguments): Pick<Rule, "RegionId" | "RoleType" | "RoleFor"> {
  return {
    RegionId: args.RegionId ?? "cn-hangzhou",
    RoleType: args.RoleType ?? 0,
    RoleFor: args.RoleFor ?? "",
  };
}

/** The rules that a call can see, oldest first. */
export function rulesInView(state: State, args: ViewArguments): Rule[] {
  const view = viewOf(args);
  return state.rules.filter((rule) => {
    return rule.RegionId === view.RegionId && rule.RoleType === view.RoleType && rule.RoleFor === view.RoleFor;
  });
}

/** `YYYY-MM-DD hh:mm:ss`, UTC. */
export function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ");
}
