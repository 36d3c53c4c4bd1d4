using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W7")]
public class RecoveryCodesTests
{
    [Fact]
    [Trait("asvs", "V6.5.1")]
    public void Each_code_counts_once_however_it_is_typed()
    {
        var (codes, kept) = RecoveryCodes.Draw();

        var left = RecoveryCodes.Use(kept, $" {codes[3].ToUpperInvariant().Replace('-', ' ')} ");

        Assert.NotNull(left);
        Assert.Equal(9, RecoveryCodes.Left(left));
        Assert.Null(RecoveryCodes.Use(left, codes[3]));
        Assert.NotNull(RecoveryCodes.Use(left, codes[4]));
    }

    [Fact]
    [Trait("asvs", "V6.5.2"), Trait("asvs", "V6.5.4")]
    public void What_is_kept_tells_no_code_and_each_has_more_than_fifty_bits()
    {
        var (codes, kept) = RecoveryCodes.Draw();

        Assert.Equal((10, 10), (codes.Distinct().Count(), RecoveryCodes.Left(kept)));
        Assert.All(codes, code => Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), kept, StringComparison.OrdinalIgnoreCase));
        Assert.All(codes, code => Assert.Equal(14, code.Length));
        Assert.True(12 * Math.Log2(31) > 50);
    }

    [Theory, InlineData(""), InlineData("abcd"), InlineData("000000"), InlineData("abcd-efgh-jkmn"), InlineData("ab\0d-efgh-jkmn")]
    public void Anything_else_is_none(string typed)
    {
        Assert.Null(RecoveryCodes.Use(RecoveryCodes.Draw().Kept, typed));
        Assert.Null(RecoveryCodes.Use("", typed));
        Assert.Null(RecoveryCodes.Use(RecoveryCodes.Draw().Kept, new string('a', 100_000)));
    }
}
