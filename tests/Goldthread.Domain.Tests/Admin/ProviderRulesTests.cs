using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W7")]
[Trait("threat", "T15")]
public class ProviderRulesTests
{
    private const string Email = "sonia@council.example";
    private static readonly IdentityProvider council = new()
    {
        Key = "council",
        Name = "Council account",
        Authority = "https://login.council.example/one",
        ClientId = "board",
        ClientSecret = "secret",
        Organisation = "Council",
        Domains = ["council.example"],
        Strong = ["mfa"],
    };

    [Fact]
    [Trait("asvs", "V6.8.1")]
    public void Somebody_comes_in_by_a_link_or_the_first_time_by_a_verified_address_and_in_no_other_case()
    {
        foreach (var isLinked in Both)
            foreach (var hasOther in Both)
                foreach (var isEnded in Both)
                    foreach (var runs in Both)
                        foreach (var belongs in Both)
                            foreach (var isVerified in Both)
                                foreach (var email in new[] { Email, "sonia@elsewhere.example", null })
                                {
                                    var verdict = ProviderRules.Decide(new(isLinked, hasOther, isEnded, runs, belongs), email, isVerified, council);

                                    var mayAtAll = !isEnded && !runs && belongs;
                                    var expected = mayAtAll && isLinked ? ProviderVerdict.Known : mayAtAll && !hasOther && isVerified && email == Email ? ProviderVerdict.Link : ProviderVerdict.Refused;
                                    Assert.Equal(expected, verdict);
                                }
        Assert.Equal(ProviderVerdict.Refused, ProviderRules.Decide(null, Email, true, council));
    }

    [Theory]
    [InlineData("a@council.example", true), InlineData("a@COUNCIL.example", true), InlineData("a@sub.council.example", false), InlineData("a@council.example.evil.example", false)]
    [InlineData("a@council.example@evil.example", false), InlineData("@council.example", false), InlineData("council.example", false), InlineData("a@evilcouncil.example", false)]
    public void A_provider_speaks_for_its_own_addresses_alone(string email, bool does) => Assert.Equal(does, council.SpeaksFor(email));

    [Fact]
    public void Only_what_the_settings_name_counts_as_two_factors()
    {
        Assert.True(council.CountsAsStrong(["pwd", "mfa"]));
        Assert.False(council.CountsAsStrong(["pwd", "MFA", "otp"]));
        Assert.False((council with { Strong = [] }).CountsAsStrong(["mfa"]));
    }

    [Theory]
    [InlineData(null, false), InlineData(-3600, false), InlineData(-61, false), InlineData(-59, true), InlineData(0, true), InlineData(30, true)]
    [Trait("asvs", "V7.5.1")]
    public void An_older_sign_in_at_the_provider_confirms_nothing(int? seconds, bool does)
    {
        DateTime asked = new(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc);

        Assert.Equal(does, ProviderRules.HasAskedAnew(asked, seconds is { } s ? asked.AddSeconds(s) : null));
    }

    [Theory]
    [Trait("threat", "T19")]
    [InlineData("https://login.council.example/one", true), InlineData("http://127.0.0.1:5000/", true), InlineData("http://localhost/", true)]
    [InlineData("http://login.council.example/", false), InlineData("https://name:word@login.council.example/", false), InlineData("file:///etc/passwd", false), InlineData("//x", false), InlineData("", false), InlineData(null, false)]
    public void Nothing_is_asked_but_by_https_or_on_this_machine(string? address, bool isSafe) => Assert.Equal(isSafe, IdentityProvider.IsSafe(address));

    [Fact]
    public void Settings_that_are_not_whole_say_what_is_missing()
    {
        Assert.Empty(council.Problems());
        Assert.Equal(["Name", "Authority", "Client_Id", "Client_Secret", "Organisation", "Domains"], new IdentityProvider { Key = "x" }.Problems().Select(p => p.Field));
        Assert.Equal(["Domains"], (council with { Domains = ["@council.example"] }).Problems().Select(p => p.Field));
        Assert.Equal(["Key"], (council with { Key = "../x" }).Problems().Select(p => p.Field));
        Assert.Equal(["Authority"], (council with { Authority = "http://login.council.example" }).Problems().Select(p => p.Field));
    }

    private static bool[] Both => [true, false];
}
