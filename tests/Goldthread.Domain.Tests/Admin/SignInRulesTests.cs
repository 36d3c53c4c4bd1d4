using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W7")]
[Trait("threat", "T15")]
public class SignInRulesTests
{
    public static TheoryData<Role> EveryRole => [.. Enum.GetValues<Role>()];

    [Theory, MemberData(nameof(EveryRole))]
    [Trait("asvs", "V6.3.3")]
    public void A_password_alone_is_never_enough_where_everyone_must_have_a_second_factor(Role role)
    {
        Assert.True(SignInRules.MustSetUp(SignInProof.Password, SecondFactorFor.Everyone, [Held(role)], isDemonstration: false));
        Assert.False(SignInRules.MustSetUp(SignInProof.PasswordAndCode, SecondFactorFor.Everyone, [Held(role)], isDemonstration: false));
        Assert.False(SignInRules.MustSetUp(SignInProof.Passkey, SecondFactorFor.Everyone, [Held(role)], isDemonstration: false));
    }

    [Theory, MemberData(nameof(EveryRole))]
    [Trait("asvs", "V6.3.3")]
    public void Only_who_has_no_role_but_practitioner_or_trainer_can_be_let_off(Role role)
    {
        Assert.Equal(role is not (Role.Practitioner or Role.Trainer), SignInRules.MustSetUp(SignInProof.Password, SecondFactorFor.AllButPractice, [Held(role)], isDemonstration: false));
        Assert.Equal(role is not (Role.Practitioner or Role.Trainer), SignInRules.MustSetUp(SignInProof.Password, SecondFactorFor.AllButPractice, [Held(Role.Trainer), Held(role)], isDemonstration: false));
    }

    [Theory]
    [InlineData(SignInProof.None, false, false), InlineData(SignInProof.Password, false, false), InlineData(SignInProof.Press, false, false)]
    [InlineData(SignInProof.PasswordAndCode, false, true), InlineData(SignInProof.Passkey, false, true)]
    [InlineData(SignInProof.Provider, false, false), InlineData(SignInProof.ProviderAndCode, false, true), InlineData(SignInProof.ProviderStrong, false, true)]
    [InlineData(SignInProof.None, true, false), InlineData(SignInProof.Press, true, true), InlineData(SignInProof.Password, true, true)]
    public void What_is_not_public_needs_two_factors_outside_a_demonstration(SignInProof proof, bool isDemonstration, bool opens) =>
        Assert.Equal(opens, SignInRules.OpensWhatIsNotPublic(proof, isDemonstration));

    [Theory]
    [Trait("asvs", "V7.1.1")]
    [InlineData(4, 10, "IdleMinutes"), InlineData(61, 10, "IdleMinutes"), InlineData(null, 10, "IdleMinutes"), InlineData(30, 0, "LongestHours"), InlineData(30, 25, "LongestHours"), InlineData(30, null, "LongestHours")]
    public void A_session_is_never_set_to_last_for_days(int? idle, int? longest, string field) => Assert.Equal([field], SignInRules.CheckLimits(idle, longest).Select(p => p.Field));

    [Theory, InlineData(5, 1), InlineData(60, 24), InlineData(30, 10)]
    public void The_limits_themselves_are_allowed(int idle, int longest) => Assert.Empty(SignInRules.CheckLimits(idle, longest));

    [Theory]
    [InlineData(SignInProof.Password, SignInProof.PasswordAndCode, SignInProof.Password), InlineData(SignInProof.Provider, SignInProof.ProviderAndCode, SignInProof.Provider)]
    [InlineData(SignInProof.ProviderStrong, SignInProof.ProviderStrong, SignInProof.ProviderStrong), InlineData(SignInProof.Press, SignInProof.Press, SignInProof.Press), InlineData(SignInProof.None, SignInProof.None, SignInProof.None)]
    public void A_proof_grows_with_a_code_and_shrinks_without_one(SignInProof proof, SignInProof with, SignInProof without)
    {
        Assert.Equal(with, SignInRules.WithCode(proof));
        Assert.Equal(without, SignInRules.WithoutCode(with));
    }

    private static RoleHeld Held(Role role) => new(role, ScopeKind.Board, null);
}
