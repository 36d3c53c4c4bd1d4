using Goldthread.Domain.SetUp;

namespace Goldthread.Domain.Tests.SetUp;

public class SetUpStepsTests
{
    private static readonly BoardSoFar nothing = new(false, 0, false, 0, 1, 1, 0, 0, 0);
    private static readonly BoardSoFar enough = new(true, 4, true, 2, 9, 2, 0, 24, 0);

    [Fact]
    public void An_empty_board_has_everything_to_do_and_cant_be_called_finished()
    {
        var steps = SetUpSteps.For(nothing, Words.Lscp);

        Assert.All(steps, s => Assert.Equal(StepState.ToDo, s.State));
        Assert.Equal(steps.Count(s => s.IsNeeded), SetUpSteps.CanFinish(steps).Count);
    }

    [Fact]
    public void Priorities_and_a_tracker_are_not_needed() => Assert.Empty(SetUpSteps.CanFinish(SetUpSteps.For(enough, Words.Lscp)));

    [Fact]
    public void What_every_board_needs_and_is_missing_is_said_at_its_step()
    {
        var steps = SetUpSteps.For(enough with { HasOffice = false, Administrators = 1 }, Words.Lscb);

        Assert.Equal(["Organisations", "People and roles"], steps.Where(s => s.State == StepState.Begun).Select(s => s.Title));
        Assert.Contains(steps, s => s.Hint.Contains("own office is missing", StringComparison.Ordinal));
        Assert.Contains(steps, s => s.Hint.Contains("Only one person can run the system", StringComparison.Ordinal));
    }
}
