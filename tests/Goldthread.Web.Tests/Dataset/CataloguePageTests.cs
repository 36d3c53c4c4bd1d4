using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Dataset.Catalogue;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Dataset;

/// <summary>The catalogue, and what the office may say about an indicator.</summary>
public class CataloguePageTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("feature", "I1")]
    public void Every_indicator_of_the_catalogue_is_whole_and_right()
    {
        var names = StartingThemes.ByFamily.SelectMany(f => f.Names).ToHashSet();

        Assert.Equal(123, IndicatorCatalogue.All.Select(e => e.Code).Distinct().Count());
        Assert.All(IndicatorCatalogue.All, e =>
        {
            Assert.Empty(IndicatorRules.CheckCode(e.Code).Concat(IndicatorRules.Check(null, e.Meaning, e.Source, e.Asking)));
            Assert.InRange(e.Asking.Questions.Split('\n').Length, 2, IndicatorRules.MostQuestions);
            Assert.NotEqual(AskedPeriods.AsPublished, e.Asking.Asked);
            Assert.NotEmpty(e.Themes);
            Assert.All(e.Themes, theme => Assert.Contains(theme, names));
            Assert.Equal(e.Asking.PopulationCode.Length > 0, e.Meaning.Unit.StartsWith("per 1", StringComparison.Ordinal) && e.Meaning.Unit != "per 100 pupils");
        });
        // Rates of work that comes in have no good direction: a rise is never coloured.
        Assert.All(["CSC01", "CSC04", "CSC11", "CSC14", "CSC16", "CSC18", "CSC27"], code => Assert.Equal(Polarity.Neutral, IndicatorCatalogue.Of(code)!.Meaning.Polarity));
    }

    [Fact]
    [Trait("feature", "I1")]
    public async Task The_office_adds_what_it_ticks_for_the_organisation_that_answers_for_it()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/indicators/catalogue?agency=Police");

        var refused = await officer.PressAsync(form, "Add the ticked indicators");
        var added = await officer.PressAsync(refused, "Add the ticked indicators", ("Input.Codes", "POL03"), ("Input.OwnerId", Somewhere.Police.Id.ToString()));
        var again = await officer.PressAsync(form, "Add the ticked indicators", ("Input.Codes", "POL03"));

        Assert.Equal(["Tick at least one indicator that is not there yet"], refused.Errors);
        Assert.Contains("1 indicator added", added.Text, StringComparison.Ordinal);
        Assert.NotNull(added.Html.QuerySelector("a[href='/indicators/POL03']"));
        Assert.DoesNotContain("2 indicators", again.Text, StringComparison.Ordinal);
        var page = await officer.OpenAsync("/indicators/POL03");
        Assert.Contains("Where did the children sleep that night?", page.Text, StringComparison.Ordinal);
        Assert.Contains("Value = children taken into police protection, counted.", page.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Equal(Somewhere.Police.Id, (await db.Indicators.SingleAsync(i => i.Code == "POL03", Stop)).OwnerId);
    }

    [Fact]
    [Trait("feature", "I1")]
    public async Task The_office_writes_an_indicator_and_what_is_missing_is_said_at_its_field()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/indicators/new");

        var refused = await officer.PressAsync(form, "Save indicator", ("Input.Code", "new"), ("Input.Name", "Visits by dogs"), ("Input.ExpectedLow", "some"), ("Input.Geography", "HealthTrust"));
        var kept = await officer.PressAsync(refused, "Save indicator", ("Input.Code", "dog1"), ("Input.Definition", "How often a dog came."), ("Input.Numerator", "Visits"), ("Input.Denominator", "Visits due"),
            ("Input.Publisher", "The office"), ("Input.ExpectedLow", "40"), ("Input.ExpectedHigh", "60"), ("Input.GeographyName", "North Trust"), ("Input.Asked", "Quarter"), ("Input.Questions", "Why?\nSo what for children?"));
        var taken = await officer.PressAsync(await officer.OpenAsync("/indicators/new"), "Save indicator", ("Input.Code", "DOG1"));

        Assert.Contains("Visits by dogs", refused.Body, StringComparison.Ordinal);
        Assert.Equal(["Enter a code that begins with a letter and has a number in it, such as CSC04: letters and numbers only, at most 20", "Say what it is, in a sentence or two", "Say what is counted",
            "A count is multiplied by 1; for a share or a rate, say what it is out of", "Enter who counts or publishes the figures", "Enter the name of the area that the figures are about", "Enter a number, or leave it empty"], refused.Errors);
        Assert.Contains("Indicator added", kept.Text, StringComparison.Ordinal);
        Assert.Contains("Figures for North Trust.", kept.Text, StringComparison.Ordinal);
        Assert.Contains("Value = visits ÷ visits due × 100.", kept.Text, StringComparison.Ordinal);
        Assert.Contains("40.0% to 60.0%", kept.Text, StringComparison.Ordinal);
        Assert.Contains("So what for children?", kept.Text, StringComparison.Ordinal);
        Assert.Contains("Another indicator has this code: choose another one", taken.Errors);
    }

    [Fact]
    [Trait("feature", "I1")]
    [Trait("feature", "I11a")]
    public async Task A_new_definition_is_a_break_on_the_chart_and_the_old_words_stay()
    {
        var indicator = AnIndicator.Of(500, "BREAK1", PublishedPeriodKind.Year);
        await GivenAsync(indicator, indicator.Years(AnIndicator.Croydon, [.. Enumerable.Range(0, 8).Select(i => (double?)(20 + 4 * i))]));
        var officer = await board.AsAsync(Somebody.Officer);
        var before = await officer.OpenAsync("/indicators/BREAK1");

        var refused = await officer.PressAsync(await officer.OpenAsync("/indicators/BREAK1/definition"), "Save the new definition", ("Input.Numerator", "Visits in ten days"));
        var kept = await officer.PressAsync(refused, "Save the new definition", ("Input.From.Day", "1"), ("Input.From.Month", "4"), ("Input.From.Year", "2019"), ("Input.Why", "The standard changed"), ("Input.IsBreak", "true"));

        Assert.Contains("Rising over the latest 8 years", before.Text, StringComparison.Ordinal);
        Assert.Equal(["Enter the first day on which the new definition holds", "Say why the definition changed", "Choose whether figures before and after can be compared"], refused.Errors);
        Assert.Contains("New definition from 1 April 2019, not to be compared with earlier figures: The standard changed", kept.Text, StringComparison.Ordinal);
        Assert.NotNull(kept.Html.QuerySelector(".gt-mark--break"));
        Assert.DoesNotContain("Rising over", kept.Text, StringComparison.Ordinal);
        Assert.Contains("Until 31 March 2019", kept.Text, StringComparison.Ordinal);
        Assert.Contains("Counted: Visits in time.", kept.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Equal(Direction.NotKnown, await db.Set<Series>().Where(s => s.IndicatorKey == 500).Select(s => s.Direction).SingleAsync(Stop));
        Assert.Equal("Visits in time", Assert.Single((await db.Indicators.SingleAsync(i => i.Code == "BREAK1", Stop)).Changes).Numerator);
    }

    [Fact]
    [Trait("feature", "I13")]
    public async Task Targets_are_set_and_taken_away_and_history_tells_of_both()
    {
        var indicator = AnIndicator.Of(501, "AIM1");
        await GivenAsync(indicator, []);
        var officer = await board.AsAsync(Somebody.Officer);

        var refused = await officer.PressAsync(await officer.OpenAsync("/indicators/AIM1/targets"), "Save target", ("Input.Value", "lots"));
        var set = await officer.PressAsync(refused, "Save target", ("Input.Value", "92.5"), ("Input.From.Day", "1"), ("Input.From.Month", "4"), ("Input.From.Year", "2026"));
        var dropped = await officer.PressAsync(set, "Take away the target 92.5% from 1 April 2026");

        Assert.Equal(["Enter the level to be reached as a number"], refused.Errors);
        Assert.Contains("from 1 April 2026", set.Text, StringComparison.Ordinal);
        Assert.Contains("No target is set", dropped.Text, StringComparison.Ordinal);
        Assert.Contains("92.5 from 2026-04-01", (await officer.OpenAsync($"/history/indicator/{indicator.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I1")]
    public async Task A_retired_indicator_leaves_the_list_keeps_its_page_and_comes_back()
    {
        var indicator = AnIndicator.Of(502, "OLD1", name: "Visits of long ago");
        await GivenAsync(indicator, []);
        var officer = await board.AsAsync(Somebody.Officer);

        var retired = await officer.PressAsync(await officer.OpenAsync("/indicators/OLD1/retire"), "Retire it", ("Input.RetiredReason", "Nobody used it"));
        var (list, gone) = (await officer.OpenAsync("/indicators"), await officer.OpenAsync("/indicators?retired=true"));
        var back = await officer.PressAsync(await officer.OpenAsync("/indicators/OLD1/retire"), "Ask for it again");

        Assert.Contains("Nobody used it", retired.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Visits of long ago", list.Text, StringComparison.Ordinal);
        Assert.Contains("Visits of long ago", gone.Text, StringComparison.Ordinal);
        Assert.Contains("Indicator brought back", back.Text, StringComparison.Ordinal);
        Assert.Contains("Visits of long ago", (await officer.OpenAsync("/indicators")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I1")]
    public async Task The_list_says_how_little_tells_whether_children_are_better_off_and_is_filtered()
    {
        Priority priority = new("Children at sea", "Children will be dry.", new(2020, 1, 1), null);
        var asked = IndicatorCatalogue.Of("HOU01")!.ToIndicator(503, Somewhere.Hospital.Id, new Dictionary<string, Guid>());
        asked.Ask(IndicatorCatalogue.Of("HOU01")!.Asking with { Asked = AskedPeriods.Month }, [priority.Id]);
        await using (var db = board.OpenAll())
        {
            db.AddRange(priority, asked);
            await db.SaveAsync(Command.Now("tests"), Stop);
        }
        var reader = await board.AsAsync(Somebody.LayMember);

        var all = await reader.OpenAsync("/indicators");
        var months = await reader.OpenAsync($"/indicators?every=Month&priority={priority.Id}&figures=NoFiguresYet&agency={Somewhere.Hospital.Id}&question=BetterOff");
        var with = await reader.OpenAsync($"/indicators?priority={priority.Id}&figures=WithFigures");

        Assert.Matches(@"The gap: \d+% of them are no measure of whether children are better off", all.Text);
        Assert.DoesNotContain("Priorities without any such measure: Children at sea", all.Text, StringComparison.Ordinal);
        Assert.Contains("HOU01", months.Text, StringComparison.Ordinal);
        Assert.Contains("1 indicator", months.Text, StringComparison.Ordinal);
        Assert.Contains("No indicators match", with.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("threat", "T05")]
    [InlineData("/indicators/new")]
    [InlineData("/indicators/catalogue")]
    [InlineData("/indicators/SHUT1/edit")]
    [InlineData("/indicators/SHUT1/definition")]
    [InlineData("/indicators/SHUT1/targets")]
    [InlineData("/indicators/SHUT1/retire")]
    public async Task Nobody_without_the_right_gets_in_and_a_restricted_one_is_not_there_for_others(string address)
    {
        await using (var db = board.OpenAll())
        {
            if (!await db.Indicators.AnyAsync(i => i.Code == "SHUT1", Stop))
            {
                var indicator = AnIndicator.Of(504, "SHUT1", name: "Hidden series");
                AccessList list = new(AccessListOwner.Record, indicator.Id);
                list.Admit(MemberKind.Person, Somebody.Analyst.Id, new(2020, 1, 1), "tests");
                indicator.LimitTo(Confidentiality.Restricted, list.Id);
                db.AddRange(list, indicator);
                await db.SaveAsync(Command.Now("tests"), Stop);
            }
        }

        foreach (var somebody in new[] { Somebody.Chair, Somebody.LayMember, Somebody.SocialCareLead, Somebody.Practitioner })
        {
            var denied = await board.AsAsync(somebody);
            Assert.Equal(HttpStatusCode.Forbidden, (await denied.OpenAsync(address)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await denied.PostAsync(address, ("Input.Name", "Mine"))).Status);
        }
        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.Analyst)).OpenAsync(address)).Status);
        if (!address.Contains("SHUT1", StringComparison.Ordinal)) return;
        var officer = await board.AsAsync(Somebody.Officer);
        var (hidden, missing) = (await officer.OpenAsync(address), await officer.OpenAsync(address.Replace("SHUT1", "NOSUCH1", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.NotFound, missing.Text), (hidden.Status, hidden.Text));
        var token = (await officer.OpenAsync("/indicators/new")).Token;
        Assert.Equal(HttpStatusCode.NotFound, (await officer.PostAsync(address, ("Input.Name", "Mine"), ("__RequestVerificationToken", token))).Status);
    }

    private async Task GivenAsync(Indicator indicator, Features.Dataset.FigureLine[] lines)
    {
        await using var db = board.OpenAll();
        db.Add(indicator);
        if (lines.Length > 0) await AnIndicator.ImportAsync(db, board, lines);
        else await db.SaveAsync(Command.Now("tests"), Stop);
    }
}
