using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("threat", "T16"), Trait("asvs", "V6.2.4"), Trait("asvs", "V6.2.11")]
public class PasswordGuessingTests
{
    private static readonly HashSet<string> common = ["password", "dragon", "qwertyuiop", "1234"];
    private static readonly string[] names = ["Croydon Safeguarding Board", "Mary O'Brien", "mary.obrien@council.example"];

    [Theory]
    [InlineData("password1234"), InlineData("Pass-Word 2026"), InlineData("2026dragonpassword"), InlineData("qwertyuiop!!")]
    [InlineData("202620262026"), InlineData("987601234567"), InlineData("abcabcabcabc"), InlineData("aaaaaaaaaaaa"), InlineData("!?!?!?!?!?!?")]
    [InlineData("Mary.O'Brien"), InlineData("croydonboard"), InlineData("Safeguarding1998")]
    public void What_is_tried_first_is_easy(string password) => Assert.True(PasswordGuessing.IsEasy(password, common, names));

    [Theory]
    [InlineData("four geese in a hurry"), InlineData("dragon password lamp"), InlineData("Xk7#mQ2vLp9z!"), InlineData("croydonharbour"), InlineData("1234567dragon"), InlineData("!£$%^&*()_+=")]
    public void Three_words_that_have_nothing_to_do_with_each_other_are_not(string password) => Assert.False(PasswordGuessing.IsEasy(password, common, names));

    [Fact]
    public void The_longest_password_takes_no_long_time()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.False(PasswordGuessing.IsEasy(string.Concat(Enumerable.Repeat("kx7mq2v", 36)) + "z", common, names));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");
    }
}
