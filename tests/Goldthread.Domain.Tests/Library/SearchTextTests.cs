namespace Goldthread.Domain.Tests.Library;

[Trait("feature", "Y1")]
public class SearchTextTests
{
    [Fact]
    public void Fields_are_parted_and_empty_ones_left_out()
    {
        Assert.Equal("F-7K3QX · Plans are late · Children wait", SearchText.Fields("F-7K3QX", "Plans are late", "", null, " ", "Children wait"));
    }
}
