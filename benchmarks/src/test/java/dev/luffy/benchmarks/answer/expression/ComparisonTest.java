package dev.luffy.benchmarks.answer.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.answer.expression.Comparison.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    static final Rules RULES = new Rules(
            Rules.Percent.GOLD_DECIDES,
            Rules.Decimals.SHOWN_PRECISION,
            "0",
            Rules.Units.CHECKED_IF_BOTH,
            Rules.Degrees.DROPPED,
            false,
            false,
            false,
            true,
            true);

    static Outcome outcome(String gold, String response) {
        return Comparison.compare(Notation.form(gold), Notation.form(response), RULES, "")
                .outcome();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    27.0; 27
                    1/2; 0.5
                    1/2; 2/4
                    918+1/2; 918.5
                    x^2+2*x+1; (x+1)^2
                    x^2+2*x+1; x^2+2*x-(-1)
                    sqrt(3)/3; 1/sqrt(3)
                    sqrt(1/n); 1/sqrt(n)
                    sqrt(8); 2*sqrt(2)
                    sqrt(5+2*sqrt(6)); sqrt(2)+sqrt(3)
                    root(20+14*sqrt(2),3); 2+sqrt(2)
                    root(-8,3); -2
                    (-8)^(1/3); -2
                    cos(pi/7)*cos(2*pi/7)*cos(3*pi/7); 1/8
                    (1+i)^2; 2*i
                    e^(i*pi); -1
                    sqrt(-4); 2*i
                    1+2*i; i*(2-i)
                    log(8,2); 3
                    log(8)/log(2); 3
                    sin(pi/12); (sqrt(6)-sqrt(2))/4
                    tan(y)^2+1; sec(y)^2
                    sec(x); 1/cos(x)
                    sin(pi/2-x); cos(x)
                    (n-1)!/k!*n/(n-k)!; n!/(k!*(n-k)!)
                    binomial(n,k); n!/(k!*(n-k)!)
                    2*arcsin(sqrt(a)); arccos(1-2*a)
                    1/(3*root(x,3)^2); 1/(3*x^(2/3))
                    -2*(x^2+6)/(9*(x^2-2)*root(x^2-2,3)^2); -8*x^2/(9*(x^2-2)^(5/3))+2/(3*(x^2-2)^(2/3))
                    sqrt(sqrt(11)+sqrt(194))/(15+2*sqrt(33)); sqrt(sqrt(11)+sqrt(194))/(2*sqrt(33)+15)
                    33.3; 100/3
                    100/3; 33.3
                    1/12; 0.0833333333333333
                    0.333; 1/3
                    0.196; 0.196008371385084
                    4.123105625617661; sqrt(17)
                    2.314814814815E-3; 1/432
                    7.8E2; 780
                    1.23E5; 123456
                    28%; 28/100
                    28%; 28
                    28%; 28%
                    33.3%; 1/3
                    45°; 45
                    10'cm; 10
                    10; 10$
                    204_5; 204
                    204_5; 54
                    {1,2,3}; {3,2,1}
                    1,2,3; {2,1,3}
                    (1,2); 1,2
                    5; {5}
                    (2,1),(3,1); (3,1),(2,1)
                    (0,1); (0,2/2)
                    [0,1); [0,2/2)
                    (-4/2,0.5]; (-2,1/2]
                    (3/5,8/3]; (0.6,2.6667]
                    (-∞,1]∪[10,∞); [10,∞)∪(-∞,1]
                    (-∞,0)∪(0,∞); ℝ\\{0}
                    (-∞,0)∪(0,∞); x≠0
                    (1,3)∪(2,5); (1,5)
                    [1,2]∩[2,3]; {2}∪{2}
                    (2,∞); x>2
                    (2,∞); 2*x>4
                    (-793,10); -793<a<10
                    x∈[-2,7]; -2<=x<=7
                    (-∞,1)∪(3,∞); x<1,x>3
                    (1,3); x>1,x<3
                    {x|x>2}; (2,∞)
                    {x|x^2<y}; {t|t^2<y}
                    1±sqrt(2); 1+sqrt(2),1-sqrt(2)
                    x=±2; 2,-2
                    ±2021; {-2021,2021}
                    (1,±2); (1,2),(1,-2)
                    (±1,±2); (1,2),(-1,-2)
                    (±1,±2); (1,2),(-1,-2),(1,-2),(-1,2)
                    root(5/12,3),-root(5/12,3); y=±root(5/12,3)
                    x=5; 5
                    x=y; 2*x=2*y
                    f(x)=2*x+3; y=3+2*x
                    f(x)=2*x+3; 3+2*x
                    a_n=2*n+1; 2*n+1
                    W(n)=1,W(n)=-1; W(x)=1,W(x)=-1
                    x=1,y=2; 1,2
                    x=1,y=2; y=2,x=1
                    x=1,y=2; (1,2)
                    (p,q)=(3,2); (3,2)
                    (p,q)=(3,2); q=2,p=3
                    x_1=2,x_2=3; 3,2
                    n=2,3,4; 2,3,4
                    x=-5,p=14/3; -5,14/3
                    (N*O)/(B*O)=1/sqrt(6); 1/sqrt(6)
                    abs(A*B)=1; 1
                    z=1+1=2; 2
                    1+1=2; 2
                    34*x+45*y-20*z+100=0; -34*x-45*y+20*z-100=0
                    x^2+y^2=1; x^2=1-y^2
                    y=3*x+2; 3*x-y+2=0
                    2*x<6*y; x<3*y
                    -x<3*y; x>-3*y
                    1<x<3; 3>x>1
                    2:4; 1:2
                    3:2; 3/2
                    12:30; @12h30
                    [[1,1/2]&[1/3,4]]; [[1,0.5]&[1/3,4]]
                    [[1]&[2]&[3]]; (1,2,3)
                    [[1]&[2]]; [[1,2]]
                    "Odd"; "odd"
                    "odd"; o*d*d
                    #C; C
                    #C; "c"
                    ∅; "no_solution"
                    ∅; {}
                    f(x+1)+1; 1+f(1+x)
                    x≡1; x≡1
                    ∞; ∞
                    1/sqrt(2)^(2*n); 2^(-n)
                    cos(n*pi); (-1)^n
                    0.333*x; x/3
                    9^(9^9); 9^(9^9)*1
                    2^5000*pi; pi*2^5000
                    -x<3; x>-3
                    """)
    void theseAreTheSame(String gold, String response) {
        assertThat(outcome(gold, response)).as(gold + " and " + response).isEqualTo(Outcome.SAME);
        if (!gold.contains("%") && !gold.equals("1.23E5"))
            assertThat(outcome(response, gold)).as(response + " and " + gold).isEqualTo(Outcome.SAME);
    }

    /** The question could be copied as an answer to a solution; a solution answers the question. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    2*x=2; x=1
                    2*x<6; x<3
                    abs(x)<3; -3<x<3
                    """)
    void aSolutionAnswersWhatIsToBeSolvedAndNotTheOtherWayRound(String asked, String solved) {
        assertThat(outcome(asked, solved)).isEqualTo(Outcome.SAME);
        assertThat(outcome(solved, asked)).isEqualTo(Outcome.DIFFERENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    42; 41
                    #E; e
                    5; 5.001
                    5; 4.999
                    123456; 1.23E5
                    27.0; 27.04
                    1/3; 0.33
                    0.25; 0.2512
                    2; (1+sqrt(5))/2
                    4; 4*sqrt(2)
                    4; 34/16+sqrt(1358)/16
                    1*sqrt(19); 1
                    x+2*n+1; x+1
                    sqrt(x^2); x
                    abs(x); x
                    abs(x-100); 100-x
                    max(x,-50); x
                    floor(x/1000); 0
                    x=5; x=5,y=6
                    x=5; 5,6
                    x^2+2*x+1; x^3+2*x+1
                    1/2004!; 1/2006!
                    1/2^99; 1/2^98
                    (2^2005+1)/(3*2^2006); 1/(3*2^2006)
                    0.0000001; 0.0000002
                    262537412640768744; e^(pi*sqrt(163))
                    sqrt(2)+1/10^40; sqrt(2)
                    sqrt(2)+1/10^90; sqrt(2)
                    sqrt(2)+1/10^900; sqrt(2)
                    2^(1/2^1000); 1
                    cos(1/10^100); 1
                    arctan(10^200); pi/2
                    1-1/e; 1+1/e
                    1331,1728; 1728
                    sqrt(67),-sqrt(85); sqrt(67)
                    1,2,2; 1,1,2
                    1,2,3; 1,2
                    {1,2}; (1,2)
                    (1,2); (2,1)
                    (1,2,3); (1,3,2)
                    (37,3,3),(17,3,3,7); (3,37,3,13),(17,3,3,7)
                    [0,1); [0,1]
                    [-3,2]; (-3,2)
                    (0,9); [0,9)
                    (1,2),(3,4); (1,2)∪(3,4)
                    (-∞,0)∪(0,∞); ℝ
                    (2,∞); x>=2
                    (1,2]; x>1
                    x=5; 6
                    x=5; y=5
                    x=1,y=2; x=2,y=1
                    x=1,y=2; 2,1
                    2*x+z=1; 1
                    f(x)=0; 1
                    3*x-1*y+13=0; 3*x+4*y+14=0
                    5*x-7*y+11*z+4=0; x+y-z+2=0
                    x^2+y^2=1; x^2-y^2=1
                    x^2+y^2=1; x^2+y^2=2
                    sin(x)=42/59; cos(x)=42/59
                    x<3; x>3
                    x<3; -x<-3
                    x<3; x<=3
                    x≠3; x=3
                    n=2,3,4; n=1,2,3
                    1:2:3; 1:4:9
                    2:3; 3:2
                    [[1,2]&[3,4]]; [[1,2]&[4,3]]
                    [[1,2]&[3,4]]; [[1,2,3,4]]
                    "odd"; "oddd"
                    "odd"; 3
                    #C; #D
                    #C; c
                    5'cm; 5'm
                    28; 28%
                    0.28%; 28%
                    45°; pi/4
                    204_5; 204_6
                    x; X
                    f(x); f(y)
                    f(x)+1; f(x)+2
                    1±2; 3
                    1±2; 3,1
                    ∞; -∞
                    ∞; 5
                    1/0; 2/0
                    (27,15); (0,0)
                    (3,2]; (0,0)
                    (0,0]; (3,2)
                    x≡1; x≡2
                    sqrt(x*x-100); sqrt(x*x-101)
                    0.333*x; x/2
                    a_3=2,a_37=19; a_3=19,a_37=2
                    0; 1/10^300
                    """)
    void theseDiffer(String gold, String response) {
        assertThat(outcome(gold, response)).as(gold + " and " + response).isEqualTo(Outcome.DIFFERENT);
    }
}
