using CsCheck;
using Goldthread.Domain.Library;

namespace Goldthread.Domain.Tests.Library;

[Trait("feature", "Y1")]
public class SearchWordsTests
{
    // Any sixteen bits, so halves of surrogate pairs and unassigned signs too.
    private static readonly Gen<string> anything = Gen.OneOf(
        Gen.Int[0, 0xFFFF].Array[0, 200].Select(codes => new string([.. codes.Select(code => (char)code)])),
        Gen.String[Gen.Char["\"'*():^-+~<>&|!\\%_\0\u0301éÉñßŁ ab1"], 0, 60],
        Gen.String);

    [Theory]
    [InlineData("Café  NEGLECT", "cafe neglect")]
    [InlineData("\"neglect\" AND (risk OR*)", "neglect and risk or")]
    [InlineData("F-7K3QX", "f 7k3qx")]
    [InlineData("a\0b", "a b")]
    [InlineData("  \t ' \" * ", "")]
    [InlineData(null, "")]
    [InlineData("same SAME sáme", "same")]
    public void Words_are_letters_and_digits_folded(string? typed, string words)
    {
        Assert.Equal(words, string.Join(' ', SearchWords.From(typed).Words));
    }

    [Fact]
    [Trait("threat", "T21")]
    public void Whatever_is_typed_is_read_and_nothing_in_it_is_an_operator()
    {
        anything.Sample(typed =>
        {
            var words = SearchWords.From(typed).Words;
            return words.Count <= SearchWords.Most && words.All(word => word.Length > 0 && word.All(char.IsLetterOrDigit));
        }, iter: 5000);
    }

    [Fact]
    public void Ten_thousand_letters_are_cut_to_what_somebody_could_mean()
    {
        var words = SearchWords.From(string.Concat(Enumerable.Repeat("neglect risk ", 800)) + new string('x', 10_000)).Words;

        Assert.Equal(["neglect", "risk"], words);
        Assert.Equal(60, SearchWords.From(new string('x', 10_000)).Words.Single().Length);
    }

    [Fact]
    public void An_excerpt_is_a_part_of_the_text_whatever_the_text_is()
    {
        Gen.Select(anything, anything).Sample((text, typed) =>
        {
            var pieces = Excerpt.Of(text, SearchWords.From(typed), 60);
            var shown = string.Concat(pieces.Where(p => p.Text is not "… " and not " …").Select(p => p.Text));
            return text.Contains(shown, StringComparison.Ordinal);
        }, iter: 3000);
    }

    [Fact]
    public void The_words_are_marked_in_their_surroundings_with_their_own_accents()
    {
        var text = string.Concat(Enumerable.Repeat("lorem ipsum ", 60)) + "The Café reviewed neglect and its referrals. " + string.Concat(Enumerable.Repeat("dolor sit ", 60));

        var pieces = Excerpt.Of(text, SearchWords.From("cafe referral"));

        Assert.Equal(["Café", "referrals"], pieces.Where(p => p.IsHit).Select(p => p.Text));
        Assert.Matches("^(lorem|ipsum|dolor|sit)", pieces[1].Text);
        Assert.StartsWith("…", pieces[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("…", pieces[^1].Text, StringComparison.Ordinal);
    }
}
