using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W7")]
[Trait("threat", "T15")]
public class SignInRulesTests
{
    private static readonly Viewer administrator = new(Guid.NewGuid(), "Ada", [Held(Role.Administrator)], [], [], false);

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
    [InlineData(SignInProof.None, true, false), InlineData(SignInProof.Press, true, true), InlineData(SignInProof.Password, true, true)]
    public void What_is_not_public_needs_two_factors_outside_a_demonstration(SignInProof proof, bool isDemonstration, bool opens) =>
        Assert.Equal(opens, SignInRules.OpensWhatIsNotPublic(proof, isDemonstration));

    [Theory]
    [Trait("asvs", "V7.1.1")]
    [InlineData(4, 10, "IdleMinutes"), InlineData(61, 10, "IdleMinutes"), InlineData(null, 10, "IdleMinutes"), InlineData(30, 0, "LongestHours"), InlineData(30, 25, "LongestHours"), InlineData(30, null, "LongestHours")]
    public void A_session_is_never_set_to_last_for_days(int? idle, int? longest, string field) => Assert.Equal([field], SignInRules.CheckLimits(idle, longest).Select(p => p.Field));

    [Theory, InlineData(5, 1), InlineData(60, 24), InlineData(30, 10)]
    public void The_limits_themselves_are_allowed(int idle, int longest) => Assert.Empty(SignInRules.CheckLimits(idle, longest));

    [Fact]
    [Trait("asvs", "V6.4.4")]
    public void A_second_factor_is_taken_away_with_a_reason_and_by_somebody_else()
    {
        Assert.Empty(SignInRules.CanReset(hasOne: true, Guid.NewGuid(), administrator, "Lost phone, seen in person"));
        Assert.Equal(["Reason"], SignInRules.CanReset(hasOne: true, Guid.NewGuid(), administrator, " ").Select(p => p.Field));
        Assert.Equal(["Reason"], SignInRules.CanReset(hasOne: true, Guid.NewGuid(), administrator, new('x', 301)).Select(p => p.Field));
        Assert.Equal([""], SignInRules.CanReset(hasOne: false, Guid.NewGuid(), administrator, "Lost phone").Select(p => p.Field));
        Assert.Equal([""], SignInRules.CanReset(hasOne: true, administrator.PersonId!.Value, administrator, "Lost phone").Select(p => p.Field));
    }

    private static RoleHeld Held(Role role) => new(role, ScopeKind.Board, null);
}
