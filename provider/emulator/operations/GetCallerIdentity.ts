import { defineOperation } from "../operation";

/** Tells whose the access key is. */
export const getCallerIdentity = defineOperation({
  name: "GetCallerIdentity",
  product: "Sts",
  parameters: {},
  run(_args, { state, accessKeyId }) {
    const AccountId = state.accounts[accessKeyId] ?? state.accountId;
    return {
      IdentityType: "Account",
      AccountId,
      PrincipalId: AccountId,
      UserId: AccountId,
      Arn: `acs:ram::${AccountId}:root`,
    };
  },
});
