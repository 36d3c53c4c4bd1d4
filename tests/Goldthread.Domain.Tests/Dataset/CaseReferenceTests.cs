using System.Globalization;
using Goldthread.Domain.Dataset.Cases;

namespace Goldthread.Domain.Tests.Dataset;

/// <summary>Every field of every reference case, as the program answers it.</summary>
[Trait("feature", "I11"), Trait("feature", "I14"), Trait("feature", "I15"), Trait("feature", "I22")]
public class CaseReferenceTests
{
    // What the notes of the reference ask a product to do otherwise; each has a test of its own.
    private static readonly HashSet<(string Case, string Field)> Otherwise =
    [
        ("spc-013", "assurance_icon"), ("spc-013", "assurance_type"), ("spc-018", "variation_icon"), ("spc-019", "variation_icon"), ("spc-045", "assurance_icon"),
        ("spc-045", "assurance_type"),
    ];

    public static TheoryData<string> Cases =>
        [.. StatisticsCase.Kinds.SelectMany(kind => ReferenceCases.Ids(kind, "").Select(id => $"{kind}/{id}")).DefaultIfEmpty("spc/spc-001")];

    [Theory, MemberData(nameof(Cases))]
    public void Every_field_agrees(string path)
    {
        var reference = ReferenceCases.Get(path.Split('/')[0], path.Split('/')[1]);

        var answers = Answer(path.Split('/')[0], reference.Id);

        var outcome = answers[0];
        if (reference.Id == "spc-053") // the package fails where a product must not
        {
            Assert.Equal("ok", outcome.Text);
            return;
        }
        Assert.Equal(reference.IsError ? "error" : "ok", outcome.Text);
        if (reference.IsError)
        {
            Assert.EndsWith(".", Assert.Single(answers.Skip(1)).Text);
            return;
        }
        var given = answers.Where(a => a.Field != "warning_message").ToDictionary(a => (a.Scope, a.Series, a.Row, a.Field));
        var wanted = reference.Expected.Where(c => c.Field != "warning_message" && !Otherwise.Contains((reference.Id, c.Field))).ToList();
        Assert.Empty(wanted.Select(c => (c.Scope, c.Series, c.Row, c.Field)).Except(given.Keys));
        Assert.Empty(given.Keys.Where(k => !Otherwise.Contains((reference.Id, k.Field))).Except(wanted.Select(c => (c.Scope, c.Series, c.Row, c.Field))));
        var differences = wanted.Where(c => !reference.Agrees(c, given[(c.Scope, c.Series, c.Row, c.Field)].Text)).ToList();
        Assert.True(differences.Count == 0, $"{path}: {differences.Count} of {wanted.Count} differ\n" + string.Join('\n', differences.Take(20).Select(c => $"{c} was {given[(c.Scope, c.Series, c.Row, c.Field)].Text}")));
    }

    [Theory]
    [InlineData("spc-013", "", "assurance_icon", "pass")] // equal figures are held against the target themselves
    [InlineData("spc-018", "", "variation_icon", "")] // one point says nothing about change
    [InlineData("spc-019", "", "variation_icon", "")] // nor do two
    [InlineData("spc-021", "", "variation_icon", "common_cause")] // of the latest date with a figure
    [InlineData("spc-045", "Child in need", "assurance_icon", null)] // no target, no icon
    [InlineData("spc-045", "Early help", "assurance_icon", "inconsistent")]
    public void Icons_are_shown_on_ground_only(string id, string series, string field, string? value) =>
        Assert.Equal(value, Answer("spc", id).SingleOrDefault(a => a.Scope == "series" && a.Series == series && a.Field == field)?.Text);

    [Fact]
    public void A_missing_value_that_breaks_a_trend_fails_nothing()
    {
        var answers = Answer("spc", "spc-053");

        Assert.Equal(ReferenceCases.Get("spc", "spc-053").InputRows.Count(), answers.Count(a => a is { Scope: "point", Field: "special_cause_type" }));
        Assert.All(answers.Where(a => a is { Scope: "group", Field: "upper_limit" }), a => Assert.True(double.Parse(a.Text, CultureInfo.InvariantCulture) > 0));
    }

    [Fact]
    public void A_region_that_lacks_a_member_is_called_incomplete() =>
        Assert.Equal("Incomplete, because a member lacks a figure, and so without a value: North.", Answer("rates", "rate-007").Single(a => a.Field == "warning_message").Text);

    [Fact]
    public void All_112_cases_are_looked_at()
    {
        _ = ReferenceCases.Get("spc", "spc-001");

        Assert.Equal([66, 29, 17], StatisticsCase.Kinds.Select(kind => ReferenceCases.Ids(kind, "").Count()));
    }

    private static IReadOnlyList<CaseAnswer> Answer(string kind, string id)
    {
        var reference = ReferenceCases.Get(kind, id);
        return new StatisticsCase(id, reference.Function, reference.Options, [.. Rows(reference)]).Answer();
    }

    private static IEnumerable<CaseRow> Rows(ReferenceCase reference) =>
        reference.InputRows.Select(r => new CaseRow(int.Parse(r["row"], CultureInfo.InvariantCulture), r));
}
