using System.Net;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

/// <summary>Those asked about one recommendation are one list, and what hangs on it has its readers (ADR 9).</summary>
[Trait("threat", "T02")]
public class SharedReadersTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recommendation_takes_its_actions_and_measures_along_when_it_is_restricted_and_when_that_is_lifted()
    {
        var (id, action, measure, own) = await GivenAskedAsync("Kept together");
        var (officer, police) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.PoliceLead));
        string[] addresses = [$"/recommendations/{id}", $"/actions/{action}", $"/measures/{measure}"];
        foreach (var address in addresses) Assert.Equal(HttpStatusCode.OK, (await police.OpenAsync(address)).Status);

        var form = await officer.OpenAsync($"/restrict/recommendation/{id}");
        Assert.Contains("With it goes what hangs on it: 1 action, 1 impact test", form.Text, StringComparison.Ordinal);
        await officer.PressAsync(form, "Restrict it to these people", ("Input.Reason", "About one child"), ("Input.People", Somebody.Officer.Id.ToString()), ("Input.People", Somebody.QualityChair.Id.ToString()));

        foreach (var address in addresses) Assert.Equal(HttpStatusCode.NotFound, (await police.OpenAsync(address)).Status);
        Assert.DoesNotContain("Kept together", (await police.OpenAsync("/search?q=together")).Text, StringComparison.Ordinal);
        foreach (var address in addresses) Assert.Equal(HttpStatusCode.OK, (await officer.OpenAsync(address)).Status);

        var chair = await board.AsAsync(Somebody.QualityChair);
        var again = await chair.OpenAsync($"/restrict/recommendation/{id}");
        Assert.Contains("Choose who may see it again", (await chair.PressAsync(again, "Lift the restriction")).Errors);
        await chair.PressAsync(again, "Lift the restriction", ("Input.OpenTo", "Group"));
        foreach (var address in addresses) Assert.Equal(HttpStatusCode.OK, (await police.OpenAsync(address)).Status);
        // What was restricted by itself stayed so all along.
        Assert.Equal(HttpStatusCode.NotFound, (await police.OpenAsync($"/actions/{own}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.Reviewer)).OpenAsync($"/actions/{own}")).Status);
    }

    [Fact]
    public async Task Nobody_lifts_a_restriction_of_what_he_may_not_see_or_does_not_govern()
    {
        var (id, _, _, _) = await GivenAskedAsync("Lifted by nobody");
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.PressAsync(await officer.OpenAsync($"/restrict/recommendation/{id}"), "Restrict it to these people", ("Input.Reason", "About one child"), ("Input.People", Somebody.Officer.Id.ToString()), ("Input.People", Somebody.TrainingChair.Id.ToString()));

        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.QualityChair)).OpenAsync($"/restrict/recommendation/{id}")).Status);
        Assert.False((await (await board.AsAsync(Somebody.TrainingChair)).OpenAsync($"/restrict/recommendation/{id}")).Offers("Lift the restriction"));
    }

    [Fact]
    public async Task Changing_a_recommendation_opens_no_action_that_was_restricted_by_itself()
    {
        var (id, _, _, own) = await GivenAskedAsync("Changed later", Somebody.Officer);
        var officer = await board.AsAsync(Somebody.Officer);

        await officer.PressAsync(await officer.OpenAsync($"/recommendations/{id}/edit"), "Save recommendation", ("Input.Title", "Changed later, and saved"));

        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.PoliceLead)).OpenAsync($"/actions/{own}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await officer.OpenAsync($"/actions/{own}")).Status);
    }

    [Fact]
    public async Task Whoever_plans_an_action_is_told_who_will_read_it()
    {
        var (id, _, _, _) = await GivenAskedAsync("Planned in company");

        var page = await (await board.AsAsync(Somebody.PoliceLead)).OpenAsync($"/actions/new?recommendation={id}");

        Assert.Contains("Everyone asked can read this, with its progress and evidence: Children's Social Care, Police", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T02")]
    public async Task Whoever_does_an_action_reads_it_though_the_recommendation_was_asked_of_others()
    {
        var finding = await board.GivenAsync(A.Finding("Asked of one alone"));
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.PressAsync(await officer.OpenAsync($"/recommendations/new?finding={finding.Id}"), "Save recommendation", ("Input.Title", "Asked of one alone"), ("Input.Asked", $"{Somewhere.SocialCare.Id}"));
        await using var db = board.OpenAll();
        var recommendation = await db.Recommendations.SingleAsync(r => r.Title == "Asked of one alone", Stop);

        await officer.PressAsync(await officer.OpenAsync($"/actions/new?recommendation={recommendation.Id}"), "Save action", ("Input.Title", "Done by another"), ("Input.Outcome", "It is done"),
            ("Input.Mechanism", "Monitoring"), ("Input.OwnerId", $"{Somewhere.Police.Id}"));

        var action = await db.Actions.SingleAsync(a => a.Title == "Done by another", Stop);
        var police = await board.AsAsync(Somebody.PoliceLead);
        Assert.Equal(HttpStatusCode.OK, (await police.OpenAsync($"/actions/{action.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await police.OpenAsync($"/recommendations/{recommendation.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync($"/actions/{action.Id}")).Status);
    }

    [Fact]
    [Trait("feature", "Y1")]
    public async Task Impact_tests_recommendations_and_actions_are_found_by_those_who_may_see_them()
    {
        var (id, action, measure, _) = await GivenAskedAsync("Zanzibar");
        await using (var db = board.OpenAll())
        {
            var tracked = await db.Recommendations.SingleAsync(r => r.Id == id, Stop);
            tracked.Describe(tracked.Title, "", "Every child sleeps in a Quilombo bed.");
            await db.SaveAsync(Command.Now("Tests: difference"), Stop);
        }
        var (police, other) = (await board.AsAsync(Somebody.PoliceLead), await board.AsAsync(Somebody.Practitioner));

        var found = await police.OpenAsync("/search?q=zanzibar");

        foreach (var address in new[] { $"/recommendations/{id}", $"/actions/{action}", $"/measures/{measure}" }) Assert.Contains(address, found.Links);
        Assert.Contains($"/measures/{measure}", (await police.OpenAsync("/search?q=zanzibar&kind=Impact+test")).Links);
        Assert.Contains($"/recommendations/{id}", (await police.OpenAsync("/search?q=quilombo")).Links);
        Assert.Contains("Nothing you may see holds", (await other.OpenAsync("/search?q=zanzibar")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "Y1")]
    public async Task An_impact_test_from_before_it_was_searched_is_found_after_the_next_start()
    {
        var (_, _, measure, _) = await GivenAskedAsync("Kept long ago");
        await using (var db = board.OpenAll()) await db.SearchDocuments.Where(d => d.Id == measure).ExecuteDeleteAsync(Stop);

        await using (var db = board.OpenAll()) await db.FillSearchAsync(Stop);

        var officer = await board.AsAsync(Somebody.Officer);
        Assert.Contains($"/measures/{measure}", (await officer.OpenAsync("/search?q=kept+long+ago")).Links);
        await officer.PressAsync(await officer.OpenAsync($"/measures/{measure}/edit"), "Save impact test", ("Input.Target", "12 of 12"));
        Assert.Contains($"/measures/{measure}", (await officer.OpenAsync("/search?q=kept+long+ago")).Links);
    }

    // Asked of two agencies, with an action, an impact test, and an action that is restricted by itself.
    private async Task<(Guid Recommendation, Guid Action, Guid Measure, Guid Restricted)> GivenAskedAsync(string title, Somebody? reader = null)
    {
        var finding = await board.GivenAsync(A.Finding($"Finding of {title}"));
        var officer = await board.AsAsync(Somebody.Officer);
        var made = await officer.PressAsync(await officer.OpenAsync($"/recommendations/new?finding={finding.Id}"), "Save recommendation",
            ("Input.Title", title), ("Input.Asked", $"{Somewhere.SocialCare.Id}"), ("Input.Asked", $"{Somewhere.Police.Id}"));
        await officer.PressAsync(made, "Save impact test", ("Input.Kind", "ReAudit"), ("Input.HowSeen", $"{title}: re-audit"), ("Input.Baseline", "3 of 12"), ("Input.Target", "11 of 12"));
        await using var db = board.OpenAll();
        var recommendation = await db.Recommendations.SingleAsync(r => r.Title == title, Stop);
        var measure = await db.Measures.SingleAsync(m => m.RecommendationId == recommendation.Id, Stop);
        ImprovementAction action = new(recommendation, $"{title}: action", Somewhere.SocialCare.Id, new(2026, 12, 31), new(2026, 10, 1));
        ImprovementAction restricted = new(recommendation, $"{title}: on its own", Somewhere.SocialCare.Id, new(2026, 12, 31), new(2026, 10, 1));
        Built<ImprovementAction> own = new Built<ImprovementAction>(restricted, []).RestrictedTo(reader ?? Somebody.Reviewer);
        db.AddRange([action, .. own.Before, own.Record]);
        await db.SaveAsync(Command.Now("Tests: asked"), Stop);
        return (recommendation.Id, action.Id, measure.Id, restricted.Id);
    }
}
